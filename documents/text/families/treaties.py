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
        if pointed and len(named) > 1 and _beside(scene, named):
            return Verdict(Reading.AMBIGUOUS, "article.two-treaties", source)
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


def _beside(scene: Scene, named: list[Mention]) -> bool:
    """Whether the two treaties named last stand side by side: 该条约 may be either."""
    between = scene.chars[named[1].end : named[0].start]
    return between in ("和", "与", "及", "、", "以及", "同")


_ONE_OF_TWO = re.compile(r"(?P<which>前者|后者)(?:中|里)?的?$")


def _one_of_two(scene: Scene, position: int, *, former: bool) -> Verdict:
    """后者第一条: of the two treaties named last."""
    named: list[Mention] = []
    for mention in scene.before(position, (Role.TREATY,)):
        if all(mention.slug != other.slug for other in named):
            named.append(mention)
    if len(named) < 2:
        return Verdict(Reading.NONE, "article.no-antecedent")
    # 前者 is the one named first of the two.
    first, second = sorted(named[:2], key=lambda mention: _first(scene, mention))
    meant = first if former else second
    if meant.slug == "npt":
        return Verdict(Reading.OURS, "article.named")
    return Verdict(Reading.FOREIGN, "article.other-treaty", Source(scene, meant))


def _first(scene: Scene, mention: Mention) -> int:
    """Where the treaty of a mention is named for the first time."""
    return min(each.start for each in scene.mentions if each.slug == mention.slug)


# Rules and laws of other kinds whose articles are not the Treaty's.
_OTHER_RULES = re.compile(
    r"(?:规则|规约|宪章|公约|章程|决议|议定书|协定|协议|守则|条例|宪法|法|决定|草案|文件|议程|附件|附录|细则|清单|共同|范本)"
    r"》?\"?(?:的|中的|之)?$"
)
_PLAIN_TREATY = re.compile(r"条约》?(?:的|中的|中)?$")
_WORD_BEFORE_TREATY = re.compile(
    r"(?:^|[,。;:!?、()\"《]"
    r"|根据|按照|依照|依据|履行|执行|遵守|违反|违背|落实|实施|符合|关于|规定"
    r"|超出|超越|违约|援引|回顾|重申|强调|签署|批准|加入|退出|修正|解释|破坏|削弱|加强|维护|损害|偏离"
    r"|涉及|属于|列入|写入|载于|有关|相关|鉴于|由于|对于|作为|不扩散|使|让|把|将|见|依|至|到|而|但|如|则|并|或|即"
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
    if which := _ONE_OF_TWO.search(left):
        return _one_of_two(scene, position, former=which["which"] == "前者")
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
