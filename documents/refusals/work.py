"""What is said of work that cannot be done as asked: English as raised, and Chinese.

Each placeholder stands for a value, which the Chinese takes over. Sentences are in the order of the
modules that raise them.
"""

WORK = {
    # jobs, pipeline, ingest, headers, linking, resolutions
    "this work has not failed, or it is tried again already: look at the page anew":
        "这项工作没有失败，或者已在重试：请刷新页面。",
    "the worker was lost {times} times at this work: look into its log":
        "工作进程在这一步中断了{times}次：请查看它的日志。",
    "this file is already version {number} of {slug}: it cannot become one of {other} too":
        "这个文件已是{slug}的第{number}个文本，不能又作{other}的文本。",
    "there is no document {slug}: look up its slug on its page's address":
        "没有名称为{slug}的文件：名称见该文件的网址。",
    "the file bears the symbol {symbol} of the document {slug}: ingest it without --version-of":
        "文件上的文号{symbol}属于文件{slug}：请不要把它当作另一份文件的文本。",
    "the same file is already version {number} of {slug}: it cannot be a version of another "
    "document too":
        "同样的文件已是{slug}的第{number}个文本，不能又作另一份文件的文本。",
    "the register has no session {session}: run `manage.py load_catalogue`, then ingest again":
        "登记册里没有届会{session}：请管理人运行`manage.py load_catalogue`，然后再试一次。",
    "the register has no review cycle {cycle}: run `manage.py load_catalogue`, then ingest again":
        "登记册里没有审议周期{cycle}：请管理人运行`manage.py load_catalogue`，然后再试一次。",
    "the register has no party {parties}: run `manage.py load_catalogue`, then ingest again":
        "登记册里没有国家或集团{parties}：请管理人运行`manage.py load_catalogue`，然后再试一次。",
    "the register has no commitment {keys}: run `manage.py load_catalogue`, then ingest again":
        "登记册里没有承诺{keys}：请管理人运行`manage.py load_catalogue`，然后再试一次。",
    "the register has no instrument {slug}: run `manage.py load_catalogue`":
        "登记册里没有文书{slug}：请管理人运行`manage.py load_catalogue`。",
    "this text waits for an editor: publish it on its page under /upload/":
        "这份文本正等待审阅：请在/upload/下它的页面上发布。",
    "the version has no paragraphs: ingest its file again":
        "这份文本没有段落：请重新上交它的文件。",
    # bundled, coverage
    "{path} is missing: restore it from git":
        "缺少{path}：请从git恢复。",
    "{path} cannot be read: {error}":
        "{path}不能读取：{error}。",
    "{place}: the name of a table must be a SHA-256, 64 small hex digits":
        "{place}：表名须是SHA-256，即64位小写的十六进制数字。",
    "{place}: `file` is missing: add the name of the file":
        "{place}：缺少`file`，请补上文件名。",
    "{place}: unknown key {key}; known are {keys}":
        "{place}：没有{key}这个键，可用的是{keys}。",
    "{place}: {key} must be of type {type}, not {value}":
        "{place}：{key}的类型须是{type}，不能是{value}。",
    "known.toml cannot be read: {error}":
        "known.toml有误：{error}。",
    "known.toml: give one list, `symbols`, and nothing else":
        "known.toml：请只写一个列表`symbols`。",
    "known.toml: {symbol} is not a symbol such as NPT/CONF.2026/WP.1":
        "known.toml：{symbol}不是文号，文号如NPT/CONF.2026/WP.1。",
    # holding, parties
    "{fields} cannot be mended":
        "不能更正{fields}。",
    "this file is gone already":
        "这个文件已被删除。",
    "a text of this file was published: withdraw the paper instead":
        "这个文件已有文本发布过，不能删除：请撤回那份文件。",
    "this text is gone: somebody has discarded or moved it":
        "这份文本已不存在：有人已把它删除或移走。",
    "this text is published already":
        "这份文本已经发布。",
    "this text is still being read, or that failed: wait, or try it again":
        "这份文本还在读入，或者读入失败：请稍候，或者再试一次。",
    "a newer text of this paper is public already: discard this one":
        "这份文件已公开更新的文本：请删除这一份。",
    "files cannot be read just now: try again in a minute":
        "现在无法读入文件：请过一分钟再试。",
    "the register has no party {parties}: give a code or its name":
        "登记册里没有“{parties}”：请写代码或名称。",
    # review, deciding
    "nothing is linked here: correct it by naming what is cited, or reject":
        "这里没有链接任何承诺：请指明所援引的对象，或者否定。",
    "nothing was decided about this citation, so there is nothing to undo":
        "这条援引还没有任何决定，无可撤销。",
    "this is what is linked already: name another target or another span":
        "现在链接的就是这个对象和这些字：请改对象，或者改原文的起止。",
    "this report is closed already":
        "这份报告已经结束。",
    "say why the paper is withdrawn: readers will ask":
        "请写明为什么撤回：读者会问。",
    "{slug} is {state} already":
        "{slug}已经{state}。",
    "this citation is gone: a newer text or a newer run no longer has it":
        "这条援引已不存在：文本或规则更新后不再有它。",
    "this citation is {state} already":
        "这条援引已经是“{state}”。",
    "its words are gone from the text: undo the decision, or add it anew":
        "文本里已没有那些字：请撤销决定，或者重新加上。",
    "{start} to {end} is no span of words in this paragraph":
        "第{start}至{end}字不能选：起止须在本段之内，且不能只有空白。",
    "this is an earlier text of the paper: decide on the current one":
        "这是文件较早的文本，请在现行文本上决定。",
    "{target} is linked at this place already: take that link away first":
        "这些字已经链接到{target}：请先去掉那条链接。",
    "the register has no {target}: give a key such as action-plan-2010:5c, or the slug of an "
    "instrument cited as a whole":
        "登记册里没有{target}：请写action-plan-2010:5c这样的编号；整体援引时，写文书的代码。",
    "it has changed since it was shown: somebody else has decided, or the text was read anew; your "
    "decision was not saved, what you wrote is still below: look at it as it is now, then decide":
        "您打开这一页之后，别人已作了决定，或者文本已重新读过。您的决定没有保存，"
        "您写的字还在下面。请看过现在的状态再决定。",
    "write what is to be noted":
        "请写下要记录的说明。",
    "these words do not stand in the paragraph: write them as printed":
        "本段没有这些字，请照原文写。",
    "say which words cite it: select them, or write them as printed":
        "请选出原文中的字，或者照原文写。",
    # mending
    "{symbol} is the symbol of the document {other}: mend that one's first, or look again which of "
    "the two has it":
        "{symbol}已是另一份文件（{other}）的文号：请先更正那份文件的文号，或再看一看这里的文号。",
    "readers have not seen this paper: mend it on its page under /upload/":
        "读者还没有见过这份文件：请在“上交文件”下它自己的页面更正。",
    # sampling, reporting, signing_in
    "there are no paragraphs to draw from":
        "没有可抽的段落。",
    "no paragraph cites or seems to cite: draw in another way":
        "没有一段有援引或像有援引：请换一种抽样方式。",
    "this sample has two readers already":
        "这份样本已有两位读者。",
    "this reading is finished: it cannot be changed any more":
        "您已交出判断，不能再改。",
    "there are paragraphs left to judge":
        "还有段落没有判断完。",
    "too many reports from this address":
        "从这个地址发来的报告太多。",
    "too many attempts: try again in {seconds} seconds":
        "尝试次数过多：请在{seconds}秒后再试。",
    # views
    "check what was filled in":
        "请检查所填的内容。",
    "the register has nothing of this name: write 5c, action 5 (c), article VI, or a key such as "
    "action-plan-2010:5c":
        "登记册里没有这个对象。可以写5c、行动5(c)、第六条，或action-plan-2010:5c这样的编号。",
    "this paper is not held here":
        "这里没有这份文件。",
    "judge every citation":
        "请对每条援引作出判断。",
    "“{line}” names no commitment, or several":
        "“{line}”不是一项承诺的名称，或者有几种读法。",
}  # fmt: skip

# In what state something is already: values in the sentences above.
STATES = {
    "withdrawn": "撤回",
    "public": "公开",
    "unreviewed": "未复核",
    "accepted": "已确认",
    "rejected": "已否定",
    "flagged": "待核对",
}
