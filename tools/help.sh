# The targets of a Makefile and the sentence beside each.
echo
sed -n 's/^\([a-z]*\):.*## \(.*\)$/\1|\2/p' "$1" | while IFS='|' read -r target sentence; do
  printf '  make %-9s %s\n' "$target" "$sentence"
done
echo
