"""What an author wants to know of the fields of all files."""

from types import MappingProxyType

# By name alone, as a field is much the same wherever it stands; one that is not named here speaks for itself.
ABOUT = MappingProxyType(
    {
        "absent": "Regular expressions that must match nowhere in the article",
        "answer": "The key: an id, or ids in their order, or a number; never a text",
        "as_of": "What the reader should know of the time that has passed since",
        "author": "Who wrote the article, where it is known",
        "banks": "The folders of the banks, in the order in which they are shown",
        "date": "A day, such as 2020-09-27",
        "display": "Whether the article is shown whole, or only what questions quote with its neighbours",
        "enemies": "Ids of questions that are not drawn together with this one, unless all are asked for",
        "evidence": "The passages of the article that settle the question",
        "explanation": "Why the right answer is right, from the article alone",
        "glossary": "Names and terms of the article, and what they may be called in other languages",
        "id": "A short English slug that never changes and never hints at the answer",
        "language": "A language as a BCP 47 tag, such as nb; for slips of language in notes, true",
        "mixed": "The quiz that draws from all banks of the article",
        "not_in_article": "Phrases, by language, that may stand in quotation marks and are not the article's",
        "options": 'What can be chosen; "I don\'t know" is offered anyway and is not written',
        "paragraphs": "The kind of a paragraph by its number, counted from 1; what is not named is body text",
        "prefix": "The words just before a quotation that occurs more than once",
        "publisher": "Who published the article, where it is known",
        "quote": "The words of the article, letter by letter, within one paragraph",
        "reserved": "Words kept for quotations, by language: regular expressions for whole words",
        "rights": "Whose the article is, and what that means for the reader",
        "skills": "What the question practises; the first is the main one",
        "standing": "How the article leaves the statement",
        "suffix": "The words just after a quotation that occurs more than once",
        "summary": "One or two sentences",
        "tolerance": "How far off an answer may be and still count",
        "trap": "Which kind of mistake the wrong answer is",
        "unbroken": 'Strings that hold a full stop but no sentence end, such as "f.eks. Norge"',
        "unit": "What is counted",
        "voice": "Who speaks in the quotation",
        "who": "The source or the party that speaks",
        "why": "Why this is wrong, or what gives an item its place, in one or two sentences",
        "wrong": "Wrong answers that can be foreseen, and why they are wrong",
    }
)
