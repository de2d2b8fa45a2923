/** What a diagram of a flow shows: plain JSON without positions, sizes or places in the text. */
export interface Diagram {
  flow: string;
  nodes: DiagramNode[];
  edges: DiagramEdge[];
}

export interface DiagramNode {
  /** Stable while the node keeps its name: the node's name. */
  id: string;
  /** The keyword of the node; `stream` for a parameter of the flow that brings records. */
  kind: string;
  name: string;
  /** Titles of the groups around it, from the outermost inwards. */
  groups?: string[];
  /** One short line: the connector and its path, the condition, the model's name, the step's file. */
  detail: string;
  /** The difference the node makes to its record; both empty where it is not known. */
  added: DiagramField[];
  removed: string[];
  /** Number of fields of the record that leaves it; undefined where it is not known. */
  fieldCount?: number;
  problems: { errors: number; warnings: number /** First message, for the tooltip. */; first?: string };
  /** The statement does not parse as a whole; the node shows what is left of it. */
  isBroken: boolean;
}

export interface DiagramField {
  name: string;
  /** The type as the language prints it. */
  type: string;
}

export interface DiagramEdge {
  id: string;
  from: string;
  to: string;
  /** `out`, `errors`, the name of a port, or `port.errors`. */
  port: string;
  kind: 'stream' | 'order';
  /** What `to` calls these records, where it tells its inputs apart. */
  as?: string;
  /** The record's fields on this edge; undefined where they are not known. */
  fields?: DiagramField[];
}
