"""The official papers of a suggestion (文书): 答复函, 交办单, 催办函, 督办通知单, 征询意见表, 当面答复记录, 案卷.

catalogue.py declares them, layouts/ holds their words, issuing.py numbers and journals what leaves.
Everything is taken from the case; nothing is typed for a paper.
"""
