s| *\[unless longer-if is absent: Longer if: {longer-if}.\]||
s|\[if certainty says target: This is our aim.\]||
