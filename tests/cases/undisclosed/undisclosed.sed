s| *<span p:unless="longer-if" p:is="absent">Longer if: <span p:text="longer-if"/>.</span>||
s|<span p:if="certainty" p:is="target" p:states="certainty">This is our aim.</span>||
