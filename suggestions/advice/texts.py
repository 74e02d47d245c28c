"""What a text itself shows: personal data, missing parts, several matters. Pure: text in, findings out."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

FIELDS = {"title": "标题", "situation": "基本情况", "analysis": "问题分析", "proposal": "具体建议"}
SHORT = 20  # characters; a part below this says too little to act on
_MOBILE = re.compile(r"(?<!\d)1[3-9]\d[ -]?\d{4}[ -]?\d{4}(?!\d)")
_IDENTITY = re.compile(r"(?<!\d)\d{17}[\dXx](?!\d)")
_CARD = re.compile(r"(?<!\d)\d{16,19}(?!\d)")
_PLATE = re.compile(
    r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-HJ-NP-Z][·\- ]?[A-HJ-NP-Z0-9]{5,6}(?![A-Za-z0-9])"
)
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.ASCII)
_HOME = re.compile(r"\d+(?:号楼|栋|幢|座|单元)[\d一二三四五六七八九十A-Za-z单元号楼栋幢座\- ]{0,10}\d+[室户]")
_SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶余潘杜戴夏钟汪"
    "田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文"
)
_NAMED = re.compile(
    rf"(?:联系人|当事人|投诉人|反映人|来访人|户主|居民|村民|业主)(?:姓名)?[:是为]?([{_SURNAMES}][\u4e00-\u9fff]{{1,2}})(?=[,。;、\s(]|电话|手机|住|反映|来访|$)"
)
_ABOUT = re.compile(r"关于")
_NUMBERED = re.compile(
    r"^\s*(?:[一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[）)]|\d+[.、．])\s*关于", re.M
)
_ACTOR = re.compile(r"局|委|部门|政府|街道|乡镇|镇政府|单位|公司|中心|办公室|法院|检察院|学校|医院|社区|村")
_TITLE = re.compile(r"关于.+的(?:建议|意见|批评)$")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


@dataclass(frozen=True)
class Finding:
    """One piece of advice: what was found, where, and what to do. serious: it would likely come back for this."""

    title: str
    advice: str
    field: str = ""
    hits: tuple[str, ...] = ()
    serious: bool = False

    @property
    def place(self) -> str:
        return FIELDS.get(self.field, "")


def personal_data(texts: Mapping[str, str]) -> Iterator[Finding]:
    """Telephone and identity numbers, cards, plates, mail, homes, named people; shown masked. However it was typed."""
    for name, typed in texts.items():
        text = unicodedata.normalize("NFKC", typed)
        identities = [hit for hit in _IDENTITY.findall(text) if is_identity(hit)]
        found = {
            "手机号码": _MOBILE.findall(text),
            "身份证号": identities,
            "银行卡号": [hit for hit in _CARD.findall(text) if hit not in identities and is_card(hit)],
            "车牌号": _PLATE.findall(text),
            "电子邮箱": _MAIL.findall(text),
            "家庭住址": _HOME.findall(text),
            "个人姓名": [hit for hit in _NAMED.findall(text) if "某" not in hit],
        }
        for label, hits in found.items():
            if hits:
                advice = "建议和答复依法可能公开，请删去个人信息，或改写为不能识别到个人的说法。"
                yield Finding(f"正文中有{label}", advice, name, tuple(map(masked, hits)), serious=True)


def masked(hit: str) -> str:
    """The first and the last two signs, of a name the first alone; the rest is hidden."""
    if len(hit) < 6:
        return hit[0] + "*" * (len(hit) - 1)
    return f"{hit[:2]}{'*' * (len(hit) - 4)}{hit[-2:]}"


def is_identity(number: str) -> bool:
    """Do the check digit (GB 11643) and the birthday fit?"""
    total = sum(int(digit) * weight for digit, weight in zip(number[:17], _WEIGHTS, strict=True))
    return "10X98765432"[total % 11] == number[17].upper() and "01" <= number[10:12] <= "12"


def is_card(number: str) -> bool:
    """Does the Luhn check of bank cards hold?"""
    digits = [int(digit) for digit in reversed(number)]
    doubled = [d * 2 - 9 if d > 4 else d * 2 for d in digits[1::2]]
    return (sum(digits[::2]) + sum(doubled)) % 10 == 0


def missing_parts(texts: Mapping[str, str]) -> Iterator[Finding]:
    """情况、分析、建议 (北京 art. 9): each there, and long enough to be acted on."""
    for name, label in FIELDS.items():
        text = texts.get(name, "").strip()
        if not text:
            yield Finding(f"缺少{label}", f"请填写{label}。", name, serious=True)
        elif name != "title" and len(text) < SHORT:
            yield Finding(f"{label}不足{SHORT}字", "写得具体，承办单位才好办理。", name)
    title, proposal = texts.get("title", "").strip(), texts.get("proposal", "")
    if title and not _TITLE.search(title):
        yield Finding("标题不是通常的写法", "一般写作“关于……的建议”。", "title")
    if len(proposal) >= SHORT and not _ACTOR.search(proposal):
        yield Finding("具体建议没有写明由谁做", "写明希望由哪个部门做什么。", "proposal")
    situation = texts.get("situation", "")
    if len(situation) >= SHORT and not re.search(
        r"[\d０-９]|[一二三四五六七八九十百千万]+[年月日人户条处个家]", situation
    ):
        yield Finding("基本情况没有数字", "可补充时间、地点、数量等事实。", "situation")


def several_matters(texts: Mapping[str, str]) -> Iterator[Finding]:
    """一事一议: a title of two objects, or numbered sections that each begin anew with 关于."""
    advice = "一事一议：不同事项请分开提出，分别立案、分别答复。"
    title = texts.get("title", "")
    subject = re.sub(r"^关于|的(?:建议|意见|批评)$", "", title.strip())
    parts = [part for part in re.split(r"以及|、|；|;|和|及|与", subject) if len(part) >= 5]
    if len(_ABOUT.findall(title)) > 1 or len(parts) > 1:
        yield Finding("标题似含多个事项", advice, "title", tuple(parts))
    for name in ("situation", "proposal"):
        count = len(_NUMBERED.findall(texts.get(name, "")))
        if count > 1:
            yield Finding(f"{FIELDS[name]}分列了{count}个“关于……”", advice, name, serious=True)


def look(texts: Mapping[str, str]) -> list[Finding]:
    """Everything the text shows by itself."""
    return [*personal_data(texts), *missing_parts(texts), *several_matters(texts)]
