s|<th>{categories}|<th><strong>{elements}</strong> <em>{elements}</em> <strong>{elements}</strong> <strong>{categories}</strong>|
