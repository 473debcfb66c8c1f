"""Error pages: proper pages, with the other language beside the reader's."""

from collections.abc import Sequence

from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language_from_path, gettext
from django.utils.translation import gettext_lazy as _

from documents.filters.refusal import BadFilter
from documents.limits import Limit
from documents.receiving import TooMuch

WORDS = {
    400: (_("请求有误"), _("服务器不能理解这个请求。")),
    403: (_("无权访问"), _("您不能查看这个页面。")),
    404: (_("没有这个页面"), _("地址有误，或者该内容已不存在。")),
    409: (_("现在不能这样做"), _("情况已经变化，请回到上一页重新查看。")),
    413: (_("发送的内容太大"), _("请减少文件，分几次上交。")),
    410: (_("已被撤回"), _("该内容曾在这里，后来被撤回。")),
    429: (_("请求过于频繁"), _("从您的地址发来的请求太多。请过几分钟再试。")),
    500: (_("服务器出错"), _("错误已记入日志。请稍后再试。")),
    503: (_("数据暂时无法读取"), _("数据库没有应答。恢复以后本页会照常显示，请过一会儿再试。")),
}
# What was too much of a body (`receiving.LIMITS`).
TOO_MUCH = {
    "files": _("一次最多收%(most)d个文件，请分几次上交。"),
    "bytes": _("一次最多收%(most)d MB，请分几次上交。"),
    "seconds": _("文件没有在%(most)d秒内传完，请一次少上交几个。"),
}


class PageMissing(Http404):
    """A 404 with a sentence that the reader sees."""


class PageGone(PageMissing):
    """What was here and has been withdrawn: 410."""


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 404, or 410 for what was withdrawn."""
    detail = exception.args[0] if isinstance(exception, PageMissing) and exception.args else ""
    return error_page(request, 410 if isinstance(exception, PageGone) else 404, detail)


def too_many(request: HttpRequest, limit: Limit) -> HttpResponse:
    """Answer 429, with the seconds after which to try again."""
    answer = error_page(request, 429)
    answer["Retry-After"] = str(limit.seconds)
    return answer


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 400; what cannot be asked for is told, with what can."""
    if isinstance(exception, BadFilter):
        return error_page(request, 400, _refused(exception), exception.allowed)
    if isinstance(exception, TooMuch):
        return error_page(request, 413, TOO_MUCH[exception.limit] % {"most": exception.most})
    return error_page(request, 400)


def _refused(error: BadFilter) -> str:
    names = {"name": error.parameter, "value": error.value[:80]}
    if error.detail:
        return error.detail
    if error.value:
        return gettext("参数“%(name)s”没有“%(value)s”这个值。") % names
    return gettext("这里没有名为“%(name)s”的参数。") % names


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 403."""
    return error_page(request, 403)


def stale_form(request: HttpRequest) -> HttpResponse:
    """Answer 403 to what was sent without the mark that a form of ours carries."""
    detail = gettext("表单已失效，没有作任何更改。请返回上一页，重新载入后再提交。")
    return error_page(request, 403, detail)


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer 500; asks nothing of the database."""
    return error_page(_nobody(request), 500)


def unavailable(request: HttpRequest, seconds: int) -> HttpResponse:
    """Answer 503 while the database is away; asks nothing of it."""
    answer = error_page(_nobody(request), 503)
    answer["Retry-After"] = str(seconds)
    answer["Cache-Control"] = "no-store"
    return answer


def _nobody(request: HttpRequest) -> HttpRequest:
    """The request as of a reader without an account: to know better, the database is asked."""
    request.user = AnonymousUser()
    return request


def error_page(
    request: HttpRequest, status: int, detail: object = "", allowed: Sequence[str] = ()
) -> HttpResponse:
    """Give an error page; in both languages where the address does not tell the reader's."""
    title, sentence = WORDS[status]
    context = {
        "status": status,
        "title": title,
        "sentence": sentence,
        "detail": detail,
        "allowed": allowed,
        "both": get_language_from_path(request.path_info) is None,
    }
    return render(request, "errors/page.html", context, status=status)
