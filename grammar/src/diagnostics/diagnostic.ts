import type { AstNode } from 'langium';
import type { Range } from 'vscode-languageserver-types';
import type { FixFacts } from './fix-facts.ts';

/**
 * A mistake in the text. Every code has one constructor function, in the file of its family beside this one, so that the
 * words, the range and the related places of a mistake are decided once. A code's first digit is its family: 1 names and
 * syntax, 2 types and schemas, 3 graph, 4 models, 5 project, files and packaging, 6 privacy and policy, 7 style.
 */
export interface FlowDiagnostic {
  code: string;
  /** `info` by a project's rules alone. */
  severity: 'error' | 'warning' | 'info' | 'hint';
  message: string;
  place: Place;
  related?: { message: string; place: Place }[];
  tag?: 'unnecessary' | 'deprecated';
  /** What a quick fix needs to know. */
  data?: FixFacts;
}

/** Exactly the wrong words: a whole node of the tree, one of its properties, or one element of a list property. */
export interface Place {
  node: AstNode;
  property?: string;
  index?: number;
  /** Where no node of the tree covers the words: a syntax error. It wins over the rest. */
  range?: Range;
}

export type AcceptDiagnostic = (diagnostic: FlowDiagnostic) => void;

type Rest = Partial<Pick<FlowDiagnostic, 'related' | 'tag' | 'data'>>;

export function error(code: string, place: Place, message: string, rest: Rest = {}): FlowDiagnostic {
  return { code, severity: 'error', message, place, ...rest };
}

export function warning(code: string, place: Place, message: string, rest: Rest = {}): FlowDiagnostic {
  return { code, severity: 'warning', message, place, ...rest };
}

export function hint(code: string, place: Place, message: string, rest: Rest = {}): FlowDiagnostic {
  return { code, severity: 'hint', message, place, ...rest };
}
