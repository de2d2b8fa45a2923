import { type Doc, type Group, type Line, type Source, textWidth } from './doc.ts';

/** The most characters of a line that can be broken. */
export const lineWidth = 120;

/** A token or comment, and the spaces, line ends and commas in front of it. */
export interface Piece {
  source: Source;
  gap: { text: string; lineEnds: number; indent: number; spaces: string };
  text: string;
}

type Mode = 'flat' | 'broken';
interface Command {
  doc: Doc;
  mode: Mode;
  indent: number;
}

/** The pieces of a doc in order, with the layout decided. */
export function printDoc(doc: Doc): Piece[] {
  const printer = new Printer();
  printer.print(doc);
  return printer.pieces;
}

class Printer {
  readonly pieces: Piece[] = [];
  private readonly commands: Command[] = [];
  private gap: Piece['gap'] = emptyGap();
  private column = 0;

  print(doc: Doc): void {
    this.commands.push({ doc, mode: 'broken', indent: 0 });
    for (let next = this.commands.pop(); next !== undefined; next = this.commands.pop()) this.printOne(next);
  }

  private printOne({ doc, mode, indent }: Command): void {
    if (doc.type === 'source') this.printSource(doc, indent);
    else if (doc.type === 'text') this.addSpaces(doc.text);
    else if (doc.type === 'pad') this.addSpaces(' '.repeat(doc.block.breaks ? doc.wide : 1));
    else if (doc.type === 'line' && mode === 'flat' && doc.ends === 0) this.addSpaces(doc.flat);
    else if (doc.type === 'line') this.endLine(doc, indent);
    else if (doc.type === 'indent') this.commands.push({ doc: doc.doc, mode, indent: indent + 2 });
    else if (doc.type === 'group') this.commands.push({ doc: doc.doc, mode: this.modeOf(doc, mode), indent });
    else for (const one of doc.docs.toReversed()) this.commands.push({ doc: one, mode, indent });
  }

  private modeOf(doc: Group, around: Mode): Mode {
    if (around === 'flat') return 'flat';
    if (!doc.breaks && this.fits(doc)) return 'flat';
    doc.breaks = true;
    return 'broken';
  }

  private printSource(source: Source, indent: number): void {
    const text = source.at?.(indent) ?? source.text;
    this.pieces.push({ source, gap: this.gap, text });
    this.gap = emptyGap();
    const lastLine = text.lastIndexOf('\n') + 1;
    this.column = lastLine > 0 ? textWidth(text.slice(lastLine)) : this.column + textWidth(text);
  }

  private addSpaces(text: string): void {
    if (this.gap.lineEnds > 0) return;
    const isComma = text.startsWith(',');
    this.gap.text += isComma ? ',' : '';
    this.gap.spaces += isComma ? text.slice(1) : text;
    this.column += text.length;
  }

  private endLine({ before, ends }: Line, indent: number): void {
    const { gap } = this;
    if (gap.lineEnds === 0) gap.text += before;
    gap.spaces = '';
    gap.lineEnds = Math.max(gap.lineEnds, ends, 1);
    gap.indent = indent;
    this.column = indent;
  }

  /** Whether the group on one line, with what follows it up to the next possible line end, leaves the line within its width. */
  private fits(doc: Group): boolean {
    let left = lineWidth - this.column;
    let rest = this.commands.length - 1;
    const looked: { doc: Doc; mode: Mode }[] = [{ doc, mode: 'flat' }];
    while (left >= 0) {
      const next = looked.pop() ?? this.commands[rest--];
      if (next === undefined) return true;
      const { doc: one, mode } = next;
      if (one.type === 'source') {
        if (one.breaks) return left >= textWidth(one.text.split('\n', 1)[0] ?? '');
        if (!one.trails) left -= textWidth(one.text);
      } else if (one.type === 'text') left -= one.text.length;
      else if (one.type === 'pad') left -= one.block.breaks ? one.wide : 1;
      else if (one.type === 'line') {
        if (one.ends > 0 || mode === 'broken') return left >= one.before.length;
        left -= one.flat.length;
      } else if (one.type === 'concat')
        for (let index = one.docs.length - 1; index >= 0; index--) looked.push({ doc: one.docs[index] as Doc, mode });
      else looked.push({ doc: one.doc, mode: one.type === 'group' && one.breaks ? 'broken' : mode });
    }
    return false;
  }
}

function emptyGap(): Piece['gap'] {
  return { text: '', lineEnds: 0, indent: 0, spaces: '' };
}
