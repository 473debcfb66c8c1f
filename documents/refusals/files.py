"""What is said of files that are not taken or cannot be read: English as raised, and Chinese.

Each placeholder stands for a value, which the Chinese takes over. Sentences are in the order of the
modules that raise them; a value that follows from the code (a limit) is a placeholder too.
"""

FILES = {
    # uploads, sources
    "{suffix} files are not read here, only {known}: save it as one of these":
        "这里不读{suffix}文件，只读{known}：请另存为其中一种。",
    "the file is empty: choose the file with the text":
        "文件是空的：请选择有文字的文件。",
    "the file is {size} MB; at most {most} MB are taken: split it, or save the text alone":
        "文件有{size} MB，最多收{most} MB：请分成几份，或者只存文字。",
    "there is no room left where originals are kept (SOURCES_DIR), so the file was not taken: make "
    "room, or tell who runs this site, then hand it in again":
        "存放原件的地方（SOURCES_DIR）已满，文件没有收下：请腾出空间，或者告诉本站的管理人，"
        "然后重新上交。",
    "the stored file {sha256} is missing from SOURCES_DIR: ingest the file again":
        "原件{sha256}不在SOURCES_DIR中：请重新上交这个文件。",
    "the stored file {sha256} in SOURCES_DIR is damaged: ingest the file again":
        "SOURCES_DIR中的原件{sha256}已损坏：请重新上交这个文件。",
    "the original {sha256} is damaged in the backup: use another backup":
        "备份中的原件{sha256}已损坏：请用另一份备份。",
    # readers, text.decode, text.engine
    "{suffix} files cannot be read, only {known}: save it as one of these":
        "{suffix}文件不能读入，只能读{known}：请另存为其中一种。",
    "the file is empty: nothing to read":
        "文件是空的，没有可读的内容。",
    "this is {kind}, {called}: rename it to end in {right}":
        "这是{kind}，{called}：请把后缀改为{right}。",
    "this is {kind}, {called}: unpack it, or rename it to end in .zip":
        "这是{kind}，{called}：请解开，或者把后缀改为.zip。",
    "this is plain text, {called}: rename it to end in .txt":
        "这是纯文字，{called}：请把后缀改为.txt。",
    "this is {kind}, {called}: give the paper as PDF, DOCX, HTML or UTF-8 text":
        "这是{kind}，{called}：请上交PDF、DOCX、HTML或UTF-8文字的文件。",
    "this is a {kind} file, not plain text: save it as UTF-8 text first":
        "这是{kind}文件，不是纯文字：请先另存为UTF-8文字。",
    "the file is binary (it holds control characters): save it as UTF-8 text first":
        "这是二进制文件（含有控制字符）：请先另存为UTF-8文字。",
    "the file claims UTF-16 and is not: save it as UTF-8":
        "文件自称UTF-16编码，其实不是：请另存为UTF-8文字。",
    "the file is neither UTF-8, UTF-16 nor GB 18030 text: save it as UTF-8":
        "文件的编码不是UTF-8、UTF-16或GB 18030：请另存为UTF-8文字。",
    "the file is not readable as Chinese text: save it as UTF-8 text":
        "文件不能当作中文读出：请另存为UTF-8文字。",
    "no paragraph found: the file holds no running text":
        "没有找到段落：文件中没有成段的文字。",
    # readers.guard
    "the file holds more than {most} MB of text: split it":
        "文件中的文字超过{most} MB：请分成几份。",
    "reading takes longer than {seconds} seconds: the file is damaged or made to be slow; save it "
    "anew, or save its text alone":
        "读入超过了{seconds}秒：文件已损坏，或者有意拖慢；请重新保存，或者只存文字。",
    "reading takes more than {most} MB of memory: the file is damaged or made to be large; split "
    "it, or save its text alone":
        "读入所需的内存超过{most} MB：文件已损坏，或者有意做大；请分成几份，或者只存文字。",
    "reading broke off: the file is damaged, or not what its name says; open it, save it anew, or "
    "save its text alone":
        "读入中断：文件已损坏，或者与后缀不符；请打开后重新保存，或者只存文字。",
    # readers.archive
    "{name} is no zip file, or a damaged one: pack it anew":
        "“{name}”不是zip文件，或者已损坏：请重新打包。",
    "{name} is packed in a way that cannot be read: pack it anew":
        "“{name}”的打包方式无法读取：请重新打包。",
    "the page nests its parts too deeply, perhaps because it never closes them: "
    "save its text alone":
        "网页嵌套太深，可能是标记没有结束：请只存文字。",
    "{name} holds {number} files; at most {most} are taken: split it":
        "“{name}”中有{number}个文件，最多收{most}个：请分成几份。",
    "{name} holds {path} twice: pack it anew":
        "“{name}”中有两个“{path}”：请重新打包。",
    "{name} holds no file: there is nothing to read":
        "“{name}”中没有文件，没有可读的内容。",
    "{name} unpacks to {size} MB; at most {most} MB are taken: split it":
        "“{name}”解开后有{size} MB，最多收{most} MB：请分成几份。",
    "{name} holds a path that leads outside of it ({path}): pack it anew":
        "“{name}”中有通向外面的路径（{path}）：请重新打包。",
    "{name} holds a name with control characters ({path}): pack it anew":
        "“{name}”中有含控制字符的名称（{path}）：请重新打包。",
    "{name} holds another zip ({path}): unpack it, and give its files":
        "“{name}”中还有zip文件（{path}）：请解开，上交其中的文件。",
    "{name} is protected by a password ({path}): pack it without one":
        "“{name}”有密码保护（{path}）：请重新打包，不设密码。",
    "{name} is packed in an unusual way ({path}): pack it as plain zip":
        "“{name}”的打包方式少见（{path}）：请打成普通的zip文件。",
    "{path} in {name} is {size} MB; at most {most} MB are taken: leave it out":
        "“{name}”中的“{path}”有{size} MB，最多收{most} MB：请去掉它。",
    "{path} in {name} unpacks to an absurd size: it is no paper, leave it out":
        "“{name}”中的“{path}”解开后大得离奇，不会是会议文件：请去掉它。",
    "{name} is damaged: {path} is not as long as it says; pack it anew":
        "“{name}”已损坏，其中“{path}”的长度与所写的不符：请重新打包。",
    # readers.docx, readers.runs
    "the Word file is damaged: open it in Word, save it anew as .docx, and give that":
        "Word文件已损坏：请用Word打开，重新存为.docx，然后上交。",
    "the Word file is protected or packed in an unusual way: save it without a password":
        "Word文件有密码保护，或者打包方式少见：请另存，不设密码。",
    "the Word file holds {number} parts: it is no paper":
        "Word文件中有{number}个部件，不会是会议文件。",
    "the file is saved as Strict Open XML: save it as an ordinary .docx, and give that":
        "文件存成了Strict Open XML格式：请另存为普通的.docx，然后上交。",
    "the Word file unpacks to an absurd size: it is no paper":
        "Word文件解开后大得离奇，不会是会议文件。",
    "the Word file holds definitions of XML entities, which Word never writes: it may be made to "
    "harm; open it in Word and save it anew":
        "Word文件中有XML实体的定义，Word从不这样写，可能是有意为害：请用Word打开，重新保存。",
    "the Word file holds no text: nothing to read":
        "Word文件中没有文字，没有可读的内容。",
    "the Word file nests its tables too deeply: it is no paper":
        "Word文件的表格嵌套太深，不会是会议文件。",
    # readers.html
    "this is plain text, though its name says HTML: rename it to end in .txt":
        "这是纯文字，后缀却是网页的：请把后缀改为.txt。",
    "the page cannot be parsed: save its text alone":
        "网页无法解析：请只存文字。",
    "the page shows no text: it may be made by scripts; save its text alone":
        "网页上没有文字，可能要由脚本生成：请只存文字。",
    # readers.legibility, readers.pdf
    "{share}% of the characters cannot be read: the fonts of the file do not say which characters "
    "they draw; ask for the file it was made of, or a text made by recognition (OCR), and give "
    "that":
        "有{share}%的字符无法读出：文件的字体没有说明画的是哪些字；请找来制作它的原文件，"
        "或者经文字识别（OCR）得出的文本，然后上交。",
    "what the file gives as its text is no language: its fonts name the wrong characters; ask for "
    "the file it was made of, or a text made by recognition (OCR), and give that":
        "从文件读出的不成文字：其字体标错了字；请找来制作它的原文件，"
        "或者经文字识别（OCR）得出的文本，然后上交。",
    "the PDF holds no text, its pages may be pictures: ask for the file it was made of, or have "
    "its text recognised (OCR), and give that":
        "PDF中没有文字，各页可能只是图像：请找来制作它的原文件，或者先作文字识别（OCR），"
        "然后上交。",
    "the PDF is protected by a password: save it without one, and give that":
        "PDF有密码保护：请另存，不设密码，然后上交。",
    "the PDF is damaged: open it, print it to a new PDF, and give that":
        "PDF已损坏：请打开，打印成新的PDF，然后上交。",
    "the PDF has {number} pages; at most {most} are read: split it into its papers":
        "PDF有{number}页，最多读{most}页：请拆成一份份文件。",
    "page {page} of the PDF is damaged: print it to a new PDF, and give that":
        "PDF的第{page}页已损坏：请打印成新的PDF，然后上交。",
    "the PDF has more than {most} characters: split it into its papers":
        "PDF超过{most}个字符：请拆成一份份文件。",
}  # fmt: skip

# What a file is, and what its name says of it: values in the sentences above.
KINDS = {
    "a PDF": "PDF文件",
    "a Word file (.docx)": "Word文件（.docx）",
    "a zip archive": "zip文件",
    "a web page": "网页",
    "an Excel file (.xlsx)": "Excel文件（.xlsx）",
    "a PowerPoint file (.pptx)": "PowerPoint文件（.pptx）",
    "an OpenDocument or EPUB file": "OpenDocument或EPUB文件",
    "a damaged zip archive or Office file": "损坏的zip或Office文件",
    "an old Office file (.doc, .xls, .ppt)": "旧版Office文件（.doc、.xls、.ppt）",
    "an RTF file": "RTF文件",
    "a PNG picture": "PNG图像",
    "a JPEG picture": "JPEG图像",
    "a GIF picture": "GIF图像",
    "a TIFF picture": "TIFF图像",
    "a WebP picture": "WebP图像",
    "a picture or film": "图像或影片",
    "a sound file": "声音文件",
    "a program": "程序",
    "a Windows program": "Windows程序",
    "a gzip archive": "gzip压缩文件",
    "a bzip2 archive": "bzip2压缩文件",
    "an xz archive": "xz压缩文件",
    "a 7z archive": "7z压缩文件",
    "a RAR archive": "RAR压缩文件",
    "a database": "数据库",
    "a PostScript file": "PostScript文件",
    "a DjVu file": "DjVu文件",
    "a binary file": "二进制文件",
    "PDF": "PDF",
    "zip or Office": "zip或Office",
    "old Office": "旧版Office",
    "RTF": "RTF",
    "though its name ends in {suffix}": "后缀却是{suffix}",
    "though its name has no ending": "却没有后缀",
}
