/** One small drawing per kind of node, in the colour of its text; unknown kinds get a plain box. */
const drawings: Record<string, string> = {
  read: 'M3 4.2c0-1.2 2.2-2 5-2s5 .8 5 2-2.2 2-5 2-5-.8-5-2Zm0 0v7.6c0 1.2 2.2 2 5 2s5-.8 5-2V4.2M3 8c0 1.2 2.2 2 5 2s5-.8 5-2',
  select: 'M2.5 3h11v10h-11ZM6.2 3v10M9.8 3v10',
  filter: 'M2.2 3h11.6L9.4 8.4v4.2l-2.8 1.2V8.4Z',
  infer:
    'M3.4 4.5a1.3 1.3 0 1 0 .01 0M3.4 9a1.3 1.3 0 1 0 .01 0M12.6 6.7a1.3 1.3 0 1 0 .01 0M4.6 5.9 11.3 7.7M4.6 10.1 11.3 8.4M8 3v1.4M8 11.6V13',
  task: 'M5.6 4.4 2.2 8l3.4 3.6M10.4 4.4 13.8 8l-3.4 3.6M9 3 7 13',
  route: 'M2.2 8h4l4-4.6h3.4M6.2 8l4 4.6h3.4M6.2 8h7.4',
  join: 'M6.2 3.6a4.4 4.4 0 1 0 .01 0M9.8 3.6a4.4 4.4 0 1 0 .01 0',
  union: 'M2.4 3.4h3l4.2 4.6h4M2.4 12.6h3L9.6 8M2.4 8h7.2',
  aggregate: 'M12.6 4.4V2.8H3.6L8.4 8l-4.8 5.2h9v-1.6',
  sql: 'M2.4 3h11.2v10H2.4ZM2.4 6.2h11.2M4.6 8.4l1.6 1.3-1.6 1.3M8 11h3',
  review: 'M1.6 8S4 3.8 8 3.8 14.4 8 14.4 8 12 12.2 8 12.2 1.6 8 1.6 8ZM8 6.2a1.8 1.8 0 1 0 .01 0',
  use: 'M2.4 2.4h11.2v11.2H2.4ZM4.8 6h2.6v4H4.8ZM8.6 6h2.6v4H8.6Z',
  write: 'M8 2.2v7.4M5 6.8l3 3 3-3M2.6 10.4v3.2h10.8v-3.2',
};
const unknownKind = 'M3 3h10v10H3Z';

export function KindIcon({ kind }: { kind: string }) {
  return (
    <svg className="kind-icon" viewBox="0 0 16 16" aria-hidden="true">
      <path d={Object.hasOwn(drawings, kind) ? drawings[kind] : unknownKind} />
    </svg>
  );
}
