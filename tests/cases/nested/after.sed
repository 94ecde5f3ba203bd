s|\[unless format-choice is absent: [^]]*\]||
s|<ul p:if="routes">|<ul><li>[if format-choice says any-of: <span p:each="routes">[One: {channels}. ]</span>You choose.][else: You do not.][if format-choice is any-of and formats is absent: Neither this.][unless format-choice or until: Nor this.]</li></ul>&|
