/**
 * The mistakes of each node. They are put in order once and then counted between two places, because a text may have thousands of
 * nodes with a mistake each. Of a node are those in its text, and those behind it on its last line: words it could not make sense of.
 */
import type { AstNode } from 'langium';
import type { Position } from 'vscode-languageserver-types';
import type { FlowDiagnostic } from '../diagnostics/diagnostic.ts';
import { rangeOf } from '../diagnostics/range-of.ts';
import type { DiagramNode } from './diagram.ts';

type Is = (one: FlowDiagnostic) => boolean;

const isError: Is = ({ severity }) => severity === 'error';
const isWarning: Is = ({ severity }) => severity === 'warning';
const isSyntax: Is = ({ code }) => code === 'FLOW101' || code === 'FLOW102';

export class Problems {
  private readonly starts: Position[];
  private readonly errors: Places;
  private readonly warnings: Places;
  private readonly broken: Places;

  constructor(diagnostics: readonly FlowDiagnostic[]) {
    const placed = diagnostics.map((one) => ({ one, start: rangeOf(one.place).start }));
    placed.sort((a, b) => a.start.line - b.start.line || a.start.character - b.start.character);
    this.starts = placed.map(({ start }) => start);
    const all = placed.map(({ one }) => one);
    this.errors = new Places(all, isError);
    this.warnings = new Places(all, isWarning);
    this.broken = new Places(all, isSyntax);
  }

  of(node: AstNode): Pick<DiagramNode, 'problems' | 'isBroken'> {
    const { start, end } = rangeOf({ node });
    const from = this.indexOf(start);
    const to = Math.max(from, this.indexOf({ line: end.line + 1, character: 0 }));
    const [errors, warnings] = [this.errors.count(from, to), this.warnings.count(from, to)];
    const first = this.errors.first(from, to) ?? this.warnings.first(from, to);
    return {
      problems: { errors, warnings, ...(first && { first: first.message }) },
      isBroken: this.broken.count(from, to) > 0,
    };
  }

  /** Of the first mistake at the place or behind it. */
  private indexOf({ line, character }: Position): number {
    let [low, high] = [0, this.starts.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      const start = this.starts[middle] as Position;
      if (start.line < line || (start.line === line && start.character < character)) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** Those of one sort among mistakes in the order of the text. */
class Places {
  /** How many there are before each place. */
  private readonly before = [0];
  private readonly found: FlowDiagnostic[];

  constructor(all: readonly FlowDiagnostic[], is: Is) {
    this.found = all.filter(is);
    let count = 0;
    for (const one of all) {
      count += is(one) ? 1 : 0;
      this.before.push(count);
    }
  }

  count(from: number, to: number): number {
    return (this.before[to] as number) - (this.before[from] as number);
  }

  first(from: number, to: number): FlowDiagnostic | undefined {
    return this.count(from, to) === 0 ? undefined : this.found[this.before[from] as number];
  }
}
