"""Which pages of a long list have links."""

NEAR = 1  # pages on either side of the one at hand that have links of their own


def page_numbers(number: int, pages: int) -> tuple[int | None, ...]:
    """Return the pages to link to: the first, the last, and those near the one at hand."""
    near = range(max(1, number - NEAR), min(pages, number + NEAR) + 1)
    shown = sorted({1, *near, pages})
    numbers: list[int | None] = []
    for each in shown:
        if numbers and numbers[-1] is not None and each - numbers[-1] == 2:
            numbers.append(each - 1)  # a gap of one page is as long as its number
        elif numbers and numbers[-1] != each - 1:
            numbers.append(None)
        numbers.append(each)
    return tuple(numbers)
