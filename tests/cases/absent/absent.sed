s|<th><span p:text="categories"/>|<th><strong p:text="elements"/> <em p:text="elements"/> <strong><span p:text="elements"/></strong> <strong p:text="categories"/>|
