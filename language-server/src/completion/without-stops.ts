/** A snippet for a client that has none: its words and first choices, without the places where the cursor would stop. */
export function withoutStops(snippet: string): string {
  const bare = snippet.replace(/(?<!\\)\$(?:\d+|\{\d+\})/g, '').replace(/(?<!\\)\$\{\d+\|([^,|]*)[^|]*\|\}/g, '$1');
  const inner = bare.replace(/(?<!\\)\$\{\d+:((?:\\.|[^\\{}])*)\}/g, '$1');
  // From the inmost outwards.
  return inner === snippet ? snippet.replace(/\\([$}\\])/g, '$1') : withoutStops(inner);
}
