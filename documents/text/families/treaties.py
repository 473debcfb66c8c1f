"""Which treaty an article belongs to: by its phrase, its sentence, its paragraph, its paper."""

import re

from documents.text.antecedents import Reading, Scene, Source, Verdict
from documents.text.mentions import Mention, Role
from documents.text.numerals import to_roman

_TREATIES = (Role.TREATY, Role.BARE_TREATY)


def treaty_meant(scene: Scene, mention: Mention, article: int = 0) -> Verdict:
    """Which treaty a 《条约》 means: the one last named in its paragraph, else the NPT.

    该条约 is the treaty last named for sure. A plain 《条约》 after another treaty can be either,
    since UN papers call the NPT so throughout: two readings, unless the NPT has no such article.
    """
    named = scene.before(mention.start, (Role.TREATY,))
    if named and named[0].slug != "npt":
        source = Source(scene, named[0])
        pointed = scene.chars[mention.start : mention.end].startswith(("该", "上述", "此"))
        if (
            pointed
            or not scene.is_npt
            or (article and not scene.lexicon.has(f"npt:{to_roman(article)}"))
        ):
            return Verdict(Reading.FOREIGN, "article.other-treaty", source)
        return Verdict(Reading.AMBIGUOUS, "article.two-treaties", source)
    if named or scene.is_npt:
        return Verdict(Reading.OURS, "article.treaty")
    return Verdict(Reading.NONE, "article.other-body")


# Rules and laws of other kinds whose articles are not the Treaty's.
_OTHER_RULES = re.compile(
    r"(?:规则|规约|宪章|公约|章程|决议|议定书|协定|协议|守则|条例|宪法|法|决定|草案|文件|议程|附件|附录|细则|清单|共同)"
    r"》?\"?(?:的|中的|之)?$"
)
_PLAIN_TREATY = re.compile(r"条约》?(?:的|中的|中)?$")
_WORD_BEFORE_TREATY = re.compile(
    r"(?:^|[,。;:!?、()\"《]"
    r"|根据|按照|依照|依据|履行|执行|遵守|违反|违背|落实|实施|符合|关于|规定"
    r"|对|在|与|和|及|以及|了|的|是|为|于|按|从|由|如)$"
)


def read_treaty(scene: Scene, position: int, article: int) -> Verdict:
    """Whose the article that begins at `position` is; the source is another treaty, if known."""
    governor = scene.governor(position)
    if governor is not None and governor.role is Role.BARE_TREATY:
        return treaty_meant(scene, governor, article)
    if governor is not None and governor.role is Role.TREATY:
        if governor.slug == "npt":
            return Verdict(Reading.OURS, "article.named")
        scene.context.add(governor)
        return Verdict(Reading.FOREIGN, "article.other-treaty", Source(scene, governor))
    left = scene.chars[max(0, position - 12) : position]
    if governor is not None or _OTHER_RULES.search(left):
        return Verdict(Reading.FOREIGN, "article.other-text")
    if plain := _PLAIN_TREATY.search(left):
        if not _WORD_BEFORE_TREATY.search(left[: plain.start()]):
            return Verdict(Reading.FOREIGN, "article.other-text")
        return treaty_meant(
            scene, Mention(position, position, Role.BARE_TREATY, "", False, ""), article
        )
    last = scene.before(position, _TREATIES)
    if last and last[0].role is Role.BARE_TREATY:
        return treaty_meant(scene, last[0], article)
    if last and last[0].slug != "npt":
        return treaty_meant(
            scene, Mention(position, position, Role.BARE_TREATY, "", False, ""), article
        )
    if last or scene.is_npt:
        return Verdict(Reading.OURS, "article.paragraph" if last else "article.npt-paper")
    return Verdict(Reading.NONE, "article.other-body")
