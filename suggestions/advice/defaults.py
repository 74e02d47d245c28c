"""The lists that hold where an area has none of its own; entered by a migration, edited on the page."""

DEFAULTS = {
    "personal": "本人的工资\n我的工资\n我的住房\n我本人的\n我的亲属\n我爱人\n我丈夫\n"
    "我妻子\n我儿子\n我女儿\n我父亲\n我母亲\n为我个人\n个人待遇",
    "own_unit": "我单位\n本单位\n我公司\n本公司\n我厂\n我校经费\n本企业\n我院编制",
    "forwarded": "代转\n转交群众来信\n群众来信原件\n附来信\n受其委托反映",
    "accusation": "检举\n控告\n举报\n申诉\n贪污\n受贿\n打击报复我",
    "judicial": "案件+改判\n案件+再审\n判决+不公\n判决+错误\n二审\n抗诉\n撤销判决\n强制执行+我\n（202+民初\n（202+刑初",
    "bidding": "中标+应由\n废标\n指定中标\n招标+照顾\n定标",
    "academic": "产品推广\n推广我公司\n我公司产品\n专利产品\n请解释法律\n请问政策\n学术观点",
    "interest": "指定采购\n独家经营\n优先采购+我\n限制外地企业",
    "secret": "绝密\n机密★\n秘密★\n内部文件+不得外传\n涉密",
    "nation": "修改宪法\n修改法律\n全国人大\n国务院\n中央财政\n国家发改委\n国家税务总局\n个人所得税法\n国家高考\n延迟退休",
    "province": "省政府\n省人大\n省财政\n省级立法\n省发改委\n中考命题\n省级统筹\n高速公路收费",
    "city": "市政府+出台\n市级财政\n全市统筹\n市属医院\n地铁",
    "several": "另外一件事\n另一个问题是\n顺便\n此外还有一事\n第二件事\n另附一条建议",
}


def seed(model) -> None:
    """Enter the defaults into the model WordList; what was edited since stays."""
    for kind, words in DEFAULTS.items():
        model.objects.get_or_create(area=None, kind=kind, defaults={"words": words})
