import type { DiagramEdge } from '../protocol.ts';

export interface PointedEdge {
  edge: DiagramEdge;
  /** Where the pointer is, in the window. */
  x: number;
  y: number;
}

const fieldsMax = 24;

/** The record that travels along an edge. */
export function EdgeTooltip({ edge, x, y }: PointedEdge) {
  const style = { left: Math.min(x + 12, window.innerWidth - 300), top: Math.min(y + 12, window.innerHeight * 0.6) };
  return (
    <div className="tooltip" role="tooltip" style={style}>
      <div className="tooltip-title">
        {edge.from}
        {edge.port !== 'out' && `.${edge.port}`} → {edge.to}
      </div>
      <Fields edge={edge} />
    </div>
  );
}

function Fields({ edge: { kind, fields } }: { edge: DiagramEdge }) {
  if (kind === 'order') return <p>Runs after it; no records pass.</p>;
  if (fields === undefined) return <p>The schema is not known.</p>;
  return (
    <>
      <dl>
        {fields.slice(0, fieldsMax).map(({ name, type }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{type}</dd>
          </div>
        ))}
      </dl>
      {fields.length > fieldsMax && <p>and {fields.length - fieldsMax} more</p>}
    </>
  );
}
