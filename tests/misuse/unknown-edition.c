/* An edition that was never released. */
#include "policy/mami.h"
void use(const struct policy **p);
void use(const struct policy **p)
{
#ifdef RIGHT
	*p = &policy_mami.head;
#else
	*p = &policy_mami_2027_01_01.head; /* error: policy_mami_2027_01_01.*declared|declared.*policy_mami_2027_01_01 */
#endif
}
