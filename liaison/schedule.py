"""Everything that happens by the clock, on one screen.

A chore is a function of a room, `function(today: date)`, that returns one sentence about what it did.
It may be run twice, late, or be killed half-way: the next run finishes and nobody is told twice.
By hand: `manage.py chore NAME [--today DATE]`.
"""

from dataclasses import dataclass

from celery.schedules import BaseSchedule, crontab, schedule


@dataclass(frozen=True)
class Chore:
    """One line of the schedule."""

    name: str
    function: str
    when: BaseSchedule
    sentence: str


# fmt: off
CHORES = (
    Chore("heartbeat", "liaison.health.beat", schedule(20), "每 20 秒：记下日程仍在走动"),
    Chore("seal", "journal.seals.seal", crontab(minute="*/10"), "每 10 分钟：封存新增日志"),
    Chore("verify_journal", "reports.audit.verify_nightly", crontab(hour=3, minute=20), "每天 3:20：核验日志封存链"),
    Chore("fold_tallies", "reports.tallies.fold", crontab(minute="*/5"), "每 5 分钟：归并统计增量"),
    Chore("recount_tallies", "reports.tallies.recount", crontab(hour=2, minute=30), "每天 2:30：全量核对统计"),
    Chore("monthly_ledgers", "reports.ordering.monthly", crontab(hour=3, minute=0), "每天 3:00：上月台账尚未安排的，安排生成"),
    Chore("sweep_reports", "reports.ordering.sweep", crontab(minute="*/5"), "每 5 分钟：把滞留的报表重新排队"),
    Chore("remind_suggestions", "suggestions.chores.remind", crontab(hour=8, minute=0), "每天 8:00：建议各项时限逐级提醒"),
    Chore("gather_batches", "suggestions.chores.gather_batches", crontab(hour=7, minute=30),
          "每天 7:30：按周期汇总待交办建议，到期提醒整批交办"),
    Chore("settle_feedback", "suggestions.chores.settle_feedback", crontab(hour=1, minute=0),
          "每天 1:00：不满意的重新办理，反馈期满的告知可办结"),
    Chore("remind_opinions", "stations.chores.remind_opinions", crontab(hour=8, minute=5), "每天 8:05：群众意见办理期限逐级提醒"),
    Chore("settle_appraisals", "stations.appraisal_chores.settle_appraisals", crontab(hour=1, minute=10),
          "每天 1:10：异议期满的考评结果生效，摘牌除外"),
    Chore("remind_appraisals", "stations.appraisal_chores.remind_appraisals", crontab(hour=8, minute=5),
          "每天 8:05：考评异议、限期整改逐级提醒"),
    Chore("publish_notices", "stations.duties.publish_notices", crontab(hour=7, minute=30),
          "每天 7:30：按规则到期的接待公告自动发布"),
    Chore("remind_receptions", "stations.duties.remind_receptions", crontab(hour=8, minute=0),
          "每天 8:00：提醒轮值代表和预约群众，清除过期预约"),
    Chore("remind_frequency", "stations.owing_frequency.remind_frequency", crontab(hour=8, minute=2),
          "每天 8:02：期末将近或期满仍未达到活动频次的站点、小组逐级提醒"),
    Chore("remind_links", "stations.owing_links.remind_links", crontab(hour=8, minute=6),
          "每天 8:06：组成人员到期未联系、联系对象不足的逐级提醒"),
    Chore("remind_calendar", "workflow.chores.remind_calendar", crontab(hour=8, minute=10), "每天 8:10：缺下一年日历的，每周提醒"),
    Chore("watch_views", "reports.keeping.watch", crontab(hour=8, minute=15), "每天 8:15：保存的视图超过提醒件数的，列入晨报"),
    Chore("digest", "notices.chores.digest", crontab(hour=8, minute=30), "工作日 8:30：每人一份晨报"),
    Chore("deliver", "notices.chores.deliver", crontab(), "每分钟：发出待发送的邮件等消息"),
    Chore("text_voters", "stations.telling.text_voters", crontab(minute="*/5", hour="8-20"),
          "8点至20点每 5 分钟：短信告知同意接收的群众"),
    Chore("text_bookings", "stations.booking_texts.text_bookings", crontab(minute="*/5", hour="8-20"),
          "8点至20点每 5 分钟：短信答复和提醒预约群众"),
    Chore("owe_latecomers", "suggestions.telling.owe_latecomers", crontab(hour=1, minute=20),
          "每天 1:20：补列后并入的群众应告知的建议进展"),
    Chore("text_milestones", "suggestions.voter_texts.text_milestones", crontab(minute="*/5", hour="8-20"),
          "8点至20点每 5 分钟：短信告知群众建议进展"),
    Chore("send_texts", "notices.texting.send_texts", crontab(hour="8-20"), "8点至20点每分钟：发出待发送的短信"),
    Chore("forget_voters", "stations.telling.forget_voters", crontab(hour=3, minute=40), "每天 3:40：删除期满的网上反映人个人信息"),
    Chore("forget_ideas", "stations.retention.forget_ideas", crontab(hour=3, minute=45),
          "每天 3:45：删除期满未列入的民生实事项目建议的内容和提出人"),
    Chore("end_terms", "deputies.chores.end_terms", crontab(hour=0, minute=20), "每天 0:20：任期届满的代表资格终止"),
    Chore("expire_uploads", "deputies.chores.expire_uploads", crontab(hour=3, minute=30), "每天 3:30：删除两天未确认的导入文件"),
)
