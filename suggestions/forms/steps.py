"""Which form each step of a suggestion asks for."""

from suggestions.forms.answers import WrittenForm
from suggestions.forms.carrying import HeirForm
from suggestions.forms.desks import DisagreeForm, LetterAnswerForm, LetterForm, ReturnForm, SplitForm
from suggestions.forms.drafting import InviteForm, SubmitForm, UninviteForm
from suggestions.forms.ending import ConcludeForm, PublishForm
from suggestions.forms.groups import JoinForm
from suggestions.forms.objections import AnswerObjectionForm, ObjectForm
from suggestions.forms.pressing import CheckForm, EscalateForm, SuperviseForm, UrgeForm
from suggestions.forms.rating import RatingForm, SecondRatingForm
from suggestions.forms.replying import ConfirmForm, ExplainForm, ReportForm
from suggestions.forms.review import DeclineForm, DispatchForm, MarkForm, RedispatchForm, RegisterForm
from suggestions.forms.time import MonthsForm, PauseForm, ResumeForm
from suggestions.forms.voices import VoiceForm
from workflow.forms import NoteForm, ReasonForm

STEP_FORMS = {
    "invite": InviteForm,
    "uninvite": UninviteForm,
    "submit": SubmitForm,
    "acknowledge": SubmitForm,
    "disown": ReasonForm,
    "discard": ReasonForm,
    "ask_withdrawal": ReasonForm,
    "end": ReasonForm,
    "note_withdrawal": WrittenForm,
    "register": RegisterForm,
    "forward": NoteForm,
    "recall_review": ReasonForm,
    "endorse": NoteForm,
    "disagree": DisagreeForm,
    "return": ReturnForm,
    "split": SplitForm,
    "letter": LetterForm,
    "answer_letter": LetterAnswerForm,
    "decline": DeclineForm,
    "dispatch": DispatchForm,
    "redispatch": RedispatchForm,
    "extend": MonthsForm,
    "pause": PauseForm,
    "resume": ResumeForm,
    "urge": UrgeForm,
    "supervise": SuperviseForm,
    "escalate": EscalateForm,
    "check": CheckForm,
    "voice": VoiceForm,
    "mark": MarkForm,
    "join_group": JoinForm,
    "leave_group": NoteForm,
    "object": ObjectForm,
    "answer_objection": AnswerObjectionForm,
    "rate": RatingForm,
    "rate_again": SecondRatingForm,
    "carry": HeirForm,
    "end_with_term": ReasonForm,
    "conclude": ConcludeForm,
    "publish": PublishForm,
    "take_down": ReasonForm,
}
SIGNATURE_FORMS = {
    "leave": ReasonForm, "turn_down": NoteForm, "note_agreement": WrittenForm, "note_refusal": WrittenForm,
}  # fmt: skip
# too large, or too costly, to unfold on the case page
OWN_PAGE = (
    "join_group", "invite", "uninvite", "submit", "acknowledge", "register", "return", "split", "letter", "disagree",
    "decline", "dispatch", "redispatch", "mark", "extend", "pause", "resume", "urge", "supervise", "escalate", "voice", "check",
    "publish", "conclude", "carry",
)  # fmt: skip
PROMISE_FORMS = {
    "report": ReportForm,
    "explain": ExplainForm,
    "confirm": ConfirmForm,
    "dispute": ReasonForm,
    "release": ReasonForm,
}
