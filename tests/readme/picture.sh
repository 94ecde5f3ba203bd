#!/bin/sh
# SPDX-License-Identifier: MIT
# picture.sh PAGE.html: prints the README's picture, an SVG that holds the notice and the style of the page, both as they
# are. Whoever looks at the README has a browser, which renders the page once more; nothing here needs one.
set -eu
height=880
cat <<END
<svg xmlns="http://www.w3.org/2000/svg" width="800" height="$height" viewBox="0 0 800 $height">
<!-- Made by tests/readme/picture.sh: do not edit. -->
<foreignObject width="800" height="$height">
<div xmlns="http://www.w3.org/1999/xhtml">
<style>
END
sed -n '/^<style>/,/^<\/style>/{ s/^<style>//; /^<\/style>/!p; }' "$1"
cat <<END
html { display: block; }
body { height: ${height}px; overflow: hidden; border: 1px solid var(--edge); }
</style>
<html><body>
END
sed -n '/^<main/,/^<\/main>/p' "$1"
echo '</body></html></div></foreignObject></svg>'
