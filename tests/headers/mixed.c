/* Must not compile: hours are no days. */
#include "policy/policy.h"
enum policy_result mixed(const struct policy_span *s, struct policy_days *d);
enum policy_result mixed(const struct policy_span *s, struct policy_days *d)
{
#ifdef RIGHT
	return policy_span_days(s, d);
#else
	return policy_span_hours(s, d);
#endif
}
