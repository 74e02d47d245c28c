"""The closed lists of the suggestions room."""

from django.db.models import TextChoices


class SuggestionState(TextChoices):
    """States of a suggestion (代表建议)."""

    DRAFT = "draft", "草稿"
    ENTERED = "entered", "待代表确认"
    SUBMITTED = "submitted", "待审查"
    SECOND = "second", "待复审"
    RETURNED = "returned", "退回修改"
    DECLINED = "declined", "不予立案"
    LETTER = "letter", "转为代表来信"
    SPLIT = "split", "已拆分"
    WITHDRAWN = "withdrawn", "已撤回"
    REGISTERED = "registered", "已立案待交办"
    DISPATCHED = "dispatched", "办理中"
    REPLIED = "replied", "已答复待评价"
    CLOSED = "closed", "已办结"


S = SuggestionState
AT_DEPUTY = (S.DRAFT, S.RETURNED)
WRITABLE = (*AT_DEPUTY, S.ENTERED)
FINAL = (S.DECLINED, S.LETTER, S.SPLIT, S.WITHDRAWN, S.CLOSED)
UNDER_REVIEW = (S.SUBMITTED, S.SECOND)
HANDED = (S.DISPATCHED, S.REPLIED, S.CLOSED)
PUBLIC_STATES = (S.REPLIED, S.CLOSED)
OPEN = (*UNDER_REVIEW, S.REGISTERED, S.DISPATCHED, S.REPLIED)


class AssignmentState(TextChoices):
    """States of one unit's part (主办、协办、分办)."""

    SENT = "sent", "待签收"
    RECEIVED = "received", "办理中"
    HANDED_BACK = "handed_back", "申请退办"
    DRAFTED = "drafted", "待签发"
    SIGNED = "signed", "待发出"
    DONE = "done", "已答复"
    REVOKED = "revoked", "已改交"
    ENDED = "ended", "已终止"


A = AssignmentState
OPEN_PARTS = (A.SENT, A.RECEIVED, A.HANDED_BACK, A.DRAFTED, A.SIGNED)


class AssignmentRole(TextChoices):
    LEAD = "lead", "主办"
    CO = "co", "协办"
    SEPARATE = "separate", "分办"


class TransferState(TextChoices):
    """States of what a government office is to pass on to its units (二级交办)."""

    WAITING = "waiting", "待转交"
    HANDED_BACK = "handed_back", "申请退回"
    FORWARDED = "forwarded", "已转交"
    REVOKED = "revoked", "已退回"


class BatchState(TextChoices):
    """States of a batch of dispatches (交办批次)."""

    GATHERING = "gathering", "汇总中"
    SENT = "sent", "已交办"


class BatchResult(TextChoices):
    """What came of one suggestion of a batch."""

    WAITING = "waiting", "待交办"
    SENT = "sent", "已交办"
    FAILED = "failed", "未能交办"
    UNDONE = "undone", "已撤回"


class Kind(TextChoices):
    """Who submits (seed row ZJ-10)."""

    SINGLE = "single", "个人"
    JOINT = "joint", "联名"
    DELEGATION = "delegation", "代表团"


class Consent(TextChoices):
    """The deputy's choice on publication (domain rule 43)."""

    FULL = "full", "同意全文公开"
    TITLE = "title", "仅同意公开标题"
    NONE = "none", "不同意公开"


OPENING = (Consent.FULL, Consent.TITLE)


class SignatureRole(TextChoices):
    LEAD = "lead", "领衔"
    CO = "co", "联名"


class SignatureState(TextChoices):
    INVITED = "invited", "待确认"
    ASKED = "asked", "申请联名"
    CONFIRMED = "confirmed", "已确认"
    DECLINED = "declined", "已谢绝"
    LEFT = "left", "已退出"


# who answered so, or has not answered yet, reads what he was asked to sign
READING = (SignatureState.INVITED, SignatureState.CONFIRMED)
COME_TO_NOTHING = (SignatureState.DECLINED, SignatureState.LEFT)


class Withdrawal(TextChoices):
    """What a co-signer says to the wish to withdraw (domain rule 33)."""

    ASKED = "asked", "待表态"
    AGREED = "agreed", "同意撤回"
    REFUSED = "refused", "不同意撤回"


class Research(TextChoices):
    """What the suggestion rests on (调研形成, domain rule 95)."""

    TOPIC = "topic", "专题调研"
    TALKS = "talks", "座谈、走访等其他形式"


class Raised(TextChoices):
    """For how long it has been raised without being solved (domain rule 95)."""

    TWO = "two", "两年"
    THREE = "three", "三年"
    MORE = "more", "三年以上"


class DeclineReason(TextChoices):
    """What must not be registered (domain rule 31); the code is printed in the notice."""

    PERSONAL = "personal", "涉及代表本人及亲属个人问题"
    OWN_UNIT = "own_unit", "属本单位个别问题"
    FORWARDED = "forwarded", "代转群众来信"
    ACCUSATION = "accusation", "属检举、控告、申诉"
    JUDICIAL = "judicial", "涉及具体司法（监察）案件"
    BIDDING = "bidding", "涉及招标投标中标意见"
    ACADEMIC = "academic", "属学术探讨、产品推介、法律政策咨询"
    EMPTY = "empty", "没有实际内容"
    JURISDICTION = "jurisdiction", "不属本行政区域职权"
    INTEREST = "interest", "利益关联或干涉公平竞争"
    UNLAWFUL = "unlawful", "违反法律法规"
    OTHER = "other", "其他"


class ReturnReason(TextChoices):
    """What is marked when a suggestion goes back to be improved."""

    SEVERAL = "several", "含多个事项，请一事一议、分开提出"
    VAGUE = "vague", "情况不具体，请补充事实、地点、数据"
    ANALYSIS = "analysis", "缺少问题分析"
    FORWARDED = "forwarded", "仅转述来信来访，缺少代表自己的调查分析"
    PROPOSAL = "proposal", "建议不明确，请写明希望由谁做什么"
    JURISDICTION = "jurisdiction", "部分内容不属本级职权"
    PRIVATE = "private", "含个人信息或不宜公开的内容，请删去"
    DUPLICATE = "duplicate", "与已提出的建议重复"
    SIGNERS = "signers", "签名代表信息需要核对"
    FORM = "form", "标题或格式不规范"
    OTHER = "other", "其他"


class Desk(TextChoices):
    """Who reviews (双审核, seed row XH-10)."""

    FIRST = "first", "人大代表工作机构"
    SECOND = "second", "政府办公室"


class Verdict(TextChoices):
    """What a desk decided on a version."""

    RETURN = "return", "退回修改"
    AGREE = "agree", "复审同意"
    OBJECT = "object", "提出复审意见"


class WordKind(TextChoices):
    """What a list of words warns of: the forbidden kinds of domain rule 31, and what else the check looks for."""

    PERSONAL = "personal", "代表本人及亲属个人问题"
    OWN_UNIT = "own_unit", "本单位个别问题"
    FORWARDED = "forwarded", "代转群众来信"
    ACCUSATION = "accusation", "检举、控告、申诉"
    JUDICIAL = "judicial", "具体司法（监察）案件"
    BIDDING = "bidding", "招标投标中标"
    ACADEMIC = "academic", "学术探讨、产品推介、法律政策咨询"
    INTEREST = "interest", "利益关联或干涉公平竞争"
    SECRET = "secret", "涉密内容"
    NATION = "nation", "中央和国家事权"
    PROVINCE = "province", "省级事权"
    CITY = "city", "市级事权"
    SEVERAL = "several", "另起事项的用语"


class ContactStage(TextChoices):
    """When the unit met the deputy (三见面, seed row YQ-06)."""

    BEFORE = "before", "办前"
    DURING = "during", "办中"
    AFTER = "after", "办后"


class ContactWay(TextChoices):
    MEETING = "meeting", "见面"
    PHONE = "phone", "电话"
    VISIT = "visit", "走访"
    LETTER = "letter", "书面"


class ContactState(TextChoices):
    """What the deputy says of a contact that a unit logged."""

    LOGGED = "logged", "待代表确认"
    CONFIRMED = "confirmed", "代表已确认"
    DISPUTED = "disputed", "代表有异议"


class ExtensionState(TextChoices):
    """States of a request for more time (延期答复)."""

    ASKED = "asked", "待答复"
    GRANTED = "granted", "已同意"
    REFUSED = "refused", "不同意"
    STATED = "stated", "已告知代表"


class Party(TextChoices):
    """Whose time a day was (时间归属)."""

    DEPUTY = "deputy", "代表"
    CONGRESS = "congress", "人大代表工作机构"
    GOVERNMENT = "government", "政府办公室"
    UNIT = "unit", "承办单位"


class SerialKind(TextChoices):
    """Papers of the congress office that carry a number of their own series."""

    URGE = "urge", "催办函"
    SUPERVISION = "supervision", "督办通知单"
    VOICE = "voice", "代表之声"
    PROMISE = "promise", "承诺事项交办清单"
    CIRCULATE = "circulate", "通报"
    ACCOUNT = "account", "问责通知书"


class UrgeState(TextChoices):
    """States of a letter of urging (催办函)."""

    SENT = "sent", "待签收"
    SIGNED = "signed", "已签收"
    WITHDRAWN = "withdrawn", "已撤销"


class VoiceState(TextChoices):
    """States of an issue of 《代表之声》."""

    SENT = "sent", "未见批示"
    INSTRUCTED = "instructed", "有批示"


class SupervisionKind(TextChoices):
    """Who supervises (seed rows RD-06, TG-12, TL-12, ZJ-11)."""

    LEADER = "leader", "领衔督办"
    COMMITTEE = "committee", "对口督办"
    DAILY = "daily", "日常督办"
    KEY = "key", "重点督办"


class SupervisionState(TextChoices):
    PLANNED = "planned", "拟订方案"
    SERVED = "served", "督办中"
    ENDED = "ended", "督办结束"


class EscalationLevel(TextChoices):
    """The ladder of answering for a late reply (seed row CQ-01), in its order."""

    REMIND = "remind", "提醒"
    SUPERVISE = "supervise", "督办"
    CIRCULATE = "circulate", "通报"
    ACCOUNT = "account", "问责"


class Grade(TextChoices):
    """Grades of a rating (domain rule 53); nothing is ever pre-chosen."""

    SATISFIED = "satisfied", "满意"
    BASICALLY = "basically", "基本满意"
    DISSATISFIED = "dissatisfied", "不满意"


class ReplyState(TextChoices):
    DRAFTED = "drafted", "待签发"
    SIGNED = "signed", "待发出"
    SENT = "sent", "已发出"


class Fulfilled(TextChoices):
    """What shows that a suggestion was carried out (落实, seed row DL-14)."""

    SOLVED = "solved", "答复时已解决"
    KEPT = "kept", "承诺事项全部落实"
    LOOKED = "looked", "回头看后已解决"


class PromiseState(TextChoices):
    """States of a promise (承诺事项); overdue is never one of them."""

    DRAFTED = "drafted", "随答复拟定"
    OPEN = "open", "落实中"
    REPORTED = "reported", "待核实"
    KEPT = "kept", "已落实"
    RELEASED = "released", "情况变化，不再落实"


SETTLED = (PromiseState.KEPT, PromiseState.RELEASED)


class Via(TextChoices):
    """How a verdict came in."""

    ACCOUNT = "account", "本人账号"
    LINK = "link", "一次性链接"


class Warning(TextChoices):
    """What the office should look into about a verdict."""

    ADDRESS = "address", "与承办单位使用同一网络地址"
    SOON = "soon", "答复发出后很短时间内即评价"
    NO_CONTACT = "no_contact", "没有与代表面商的记录"
    OWN_UNIT = "own_unit", "代表本人在承办单位任职"


class CoordinationWay(TextChoices):
    COORDINATE = "coordinate", "召集代表与单位协调"
    EVALUATE = "evaluate", "组织专家评估"


class Outcome(TextChoices):
    """What a coordination came to."""

    AGAIN = "again", "再次交单位办理"
    KEEP = "keep", "维持答复，向代表说明"


class Milestone(TextChoices):
    """What voters are told of the suggestion that grew from their matter, in its order."""

    REGISTERED = "registered", "已立案"
    DISPATCHED = "dispatched", "已交办"
    REPLIED = "replied", "已答复"
    CLOSED = "closed", "已办结"


class Scope(TextChoices):
    """How much of a suggestion is public."""

    FULL = "full", "全文公开"
    TITLE = "title", "仅公开标题"


class Further(TextChoices):
    """What follows where a look-back finds nothing solved (四再, seed row DZ-05)."""

    RESEARCH = "research", "再调研"
    INSPECT = "inspect", "再检查"
    REVIEW = "review", "再审议"
    SUPERVISE = "supervise", "再督办"


class LookState(TextChoices):
    """States of a suggestion in a round of looking back (回头看)."""

    OPEN = "open", "待梳理"
    PROPOSED = "proposed", "待代表表态"
    ANSWERED = "answered", "待验收"
    SETTLED = "settled", "已验收"
