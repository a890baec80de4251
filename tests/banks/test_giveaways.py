"""Keys that can be told from the form of the questions."""

from collections.abc import Sequence

from quiz.banks.problem import Severity
from tests.banks.small_folder import ARTICLE, SmallFolder

VERDICTS = ("supported", "contradicted", "not-stated")
EVIDENCE = (
    '[[evidence]]\nquote = "Katten ble funnet i et tre."\nvoice = "journalist"\nstanding = "established"\n'
)
COMMON = 'skills = ["recall"]\ntext = "Ble katten funnet?"\nexplanation = "Ja."\n'


def add_question(folder: SmallFolder, bank: str, question_id: str, content: str) -> None:
    """Add a question to those that rest on the same sentence, as their enemy."""
    there = sorted(path.stem for path in (folder.path / ARTICLE).glob("*/*-*.toml"))
    file = folder.path / ARTICLE / bank / f"{question_id}.toml"
    enemies = ", ".join(f'"{name}"' for name in there if name != question_id)
    folder.write(str(file.relative_to(folder.path)), f"enemies = [{enemies}]\n{content}")


def add_verdicts(folder: SmallFolder, bank: str, keys: Sequence[str]) -> None:
    for number, key in enumerate(keys):
        absent = 'absent = ["hund"]\n' if key == "not-stated" else ""
        wrong = "".join(f'[wrong.{verdict}]\nwhy = "Nei."\n' for verdict in VERDICTS if verdict != key)
        content = f'kind = "verdict"\nanswer = "{key}"\n{absent}{COMMON}{EVIDENCE}{wrong}'
        add_question(folder, bank, f"verdict-{bank}-{number}", content)


def add_choices(folder: SmallFolder, bank: str, options: Sequence[tuple[str, ...]]) -> None:
    """Add single choices; the option that begins with an asterisk is right."""
    for number, texts in enumerate(options):
        content = f'kind = "single-choice"\nanswer = "right"\n{COMMON}{EVIDENCE}'
        for place, text in enumerate(texts):
            content += f'[[options]]\ntext = "{text.removeprefix("*")}"\n'
            content += 'id = "right"\n' if text.startswith("*") else f'id = "wrong-{place}"\nwhy = "Nei."\n'
        add_question(folder, bank, f"choice-{bank}-{number}", content)


def test_a_verdict_that_is_more_than_half_of_the_keys_is_a_warning(folder: SmallFolder) -> None:
    add_verdicts(folder, "the-rescue", ["supported"] * 5 + ["contradicted"] * 3)

    assert folder.report() == (
        "the-rescue/bank.toml: warning: 5 of 8 verdict questions have the key 'supported'\n"
        "    Ask more with another key."
    )


def test_half_of_the_keys_is_no_problem_and_fewer_than_eight_are_too_few_to_tell(folder: SmallFolder) -> None:
    add_verdicts(folder, "the-rescue", ["supported"] * 4 + ["contradicted"] * 4)
    assert folder.report() == ""

    for number in range(4, 8):
        folder.remove(f"{ARTICLE}/the-rescue/verdict-the-rescue-{number}.toml")
    assert folder.report() == ""


def test_a_focus_that_tells_the_key_is_a_warning(folder: SmallFolder) -> None:
    def train(file: str) -> None:
        folder.change(file, 'skills = ["recall"]', 'skills = ["recall", "not-stated"]')

    add_verdicts(folder, "the-rescue", ["not-stated", "not-stated", "supported"])
    for number in (0, 1):
        train(f"{ARTICLE}/the-rescue/verdict-the-rescue-{number}.toml")
    told = (
        "warning: every question that trains 'not-stated' has the key 'not-stated': whoever asks for them "
        "knows it\n    Let claims with another key train it, too."
    )
    assert folder.report() == f"the-rescue/bank.toml: {told}\narticle.toml: {told}"

    train(f"{ARTICLE}/the-rescue/verdict-the-rescue-2.toml")
    assert folder.report() == ""


def test_one_verdict_as_the_key_of_all_is_an_error(folder: SmallFolder) -> None:
    add_verdicts(folder, "the-rescue", ["contradicted"] * 8)

    (in_bank, in_article) = folder.load().problems
    assert in_bank.severity is Severity.ERROR
    assert str(in_bank.file).endswith("the-rescue/bank.toml")
    assert in_article.severity is Severity.WARNING
    assert str(in_article.file).endswith("article.toml")
    assert in_article.what == "9 of 10 verdict questions have the key 'contradicted'"


def test_the_right_option_in_one_place_is_a_warning(folder: SmallFolder) -> None:
    add_choices(folder, "the-owner", [("ja", "*no", "ho")] * 5 + [("*no", "ja", "ho")] * 3)

    assert folder.report().startswith(
        "the-owner/bank.toml: warning: "
        "5 of 8 single-choice questions have the right option in the place '2'\n"
        "    Write some of them in another order."
    )


def test_the_longest_option_as_the_key_is_a_warning_with_what_chance_would_give(folder: SmallFolder) -> None:
    add_choices(folder, "the-owner", [("*lang", "ja", "nei"), ("ja", "*lang", "nei")] * 2)

    assert folder.report() == (
        "the-owner/bank.toml: warning: the longest option is right in 4 of 4 single-choice questions; "
        "chance would give 1.3, and this once in 81 banks\n"
        "    Make right options shorter, or wrong ones longer."
    )


def test_the_longest_option_as_never_the_key_is_a_warning_too(folder: SmallFolder) -> None:
    add_choices(folder, "the-owner", [("*ja", "lang"), ("lang", "*ja")] * 3)

    assert folder.report().startswith(
        "the-owner/bank.toml: warning: the longest option is right in 0 of 6 single-choice questions; "
        "chance would give 3.0, and this once in 64 banks\n"
        "    Make some right options longer: whoever never picks the longest is better than chance."
    )


def test_absolute_words_in_wrong_options_are_a_warning_with_both_numbers(folder: SmallFolder) -> None:
    add_choices(folder, "the-owner", [("*noen", "alle", "ingen"), ("alltid", "*ofte", "aldri")] * 3)

    assert (
        "the-owner/bank.toml: warning: 12 of 12 wrong options hold an absolute word "
        "(aldri, alle, alltid, bare, eneste, ingen, ingenting, kun, samtlige), and 0 of 6 right ones; "
        "chance would give this once in 18564 banks\n"
        "    Take such words out of wrong options."
    ) in folder.report()


def test_right_options_in_the_words_of_the_question_are_a_warning(folder: SmallFolder) -> None:
    add_choices(folder, "the-owner", [("*Katten", "Hunden"), ("Hunden", "*Katten")] * 3)
    for number in range(6):
        file = f"{ARTICLE}/the-owner/choice-the-owner-{number}.toml"
        folder.change(file, "Ble katten funnet?", "Hva er det med kattene?")

    assert folder.report().startswith(
        "the-owner/bank.toml: warning: "
        "the option with most words of the question is right in 6 of 6 single-choice questions; "
        "chance would give 3.0, and this once in 64 banks\n"
        "    Say right options in other words than the question, or wrong ones in its words.\n"
    )


def test_careful_words_in_right_options_are_a_warning_with_both_numbers(folder: SmallFolder) -> None:
    add_choices(folder, "the-owner", [("*noen ja", "ja ja ja"), ("det er så", "*kanskje")] * 3)

    assert (
        "the-owner/bank.toml: warning: 6 of 6 right options hold a careful word "
        "(delvis, kan, kanskje, kunne, muligens, noen, ofte, sannsynligvis, trolig), and 0 of 6 wrong ones; "
        "chance would give this once in 924 banks\n"
        "    Take them out of right options, or be as careful in wrong."
    ) in folder.report()


def test_absolute_words_on_both_sides_are_no_problem(folder: SmallFolder) -> None:
    add_choices(folder, "the-owner", [("*ingen", "alle", "noen"), ("alltid", "*aldri", "ofte")] * 3)

    assert "absolute" not in folder.report()


def test_a_language_of_which_no_words_are_known_is_checked_for_the_rest(folder: SmallFolder) -> None:
    folder.change(f"{ARTICLE}/article.toml", 'language = "nb"', 'language = "fi"')
    add_choices(folder, "the-owner", [("*noen", "alle", "ingen"), ("alltid", "*lenge nok", "aldri")] * 3)

    assert "absolute" not in folder.report()


def test_what_all_banks_have_in_common_is_found_in_the_whole_article(folder: SmallFolder) -> None:
    for bank in ("the-rescue", "the-owner"):
        add_choices(folder, bank, [("*ab", "lang nok")] * 3 + [("ba", "*ab ab")])

    assert folder.report() == (
        "article.toml: warning: 7 of 9 single-choice questions have the right option in the place '1'\n"
        "    Write some of them in another order."
    )
