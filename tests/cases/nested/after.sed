s|<span p:unless="format-choice" p:is="absent">[^<]*<span p:text="format-choice"/>.</span>||
s|<ul p:if="routes">|<ul p:if="format-choice" p:is="any-of"><li p:each="routes">One: <span p:text="channels"/>.</li><li><span p:states="format-choice">You choose.</span></li></ul>&|
