import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { describe, expect, test } from 'vitest';
import { projectFolder } from '../support/project-folder.ts';
import { scoringProject } from '../support/scoring-project.ts';

const main = path.join(import.meta.dirname, '../../runtime/src/cli/main.ts');

/** What a person sees: the command in a terminal of so many columns, made by `script`, and the lines on its screen at the end. */
function onTerminal(columns: number, args: readonly string[], added: Record<string, string> = {}) {
  const cwd = projectFolder(scoringProject);
  const command = `stty cols ${columns} rows 30; '${process.execPath}' '${main}' ${args.join(' ')}`;
  const bySystem = process.platform === 'darwin' ? ['/dev/null', 'sh', '-c', command] : ['-c', command, '/dev/null'];
  const { NO_COLOR: _, FORCE_COLOR: __, ...rest } = process.env;
  const env = { ...rest, TERM: 'xterm-256color', ...added };
  const { stdout } = spawnSync('script', ['-q', ...bySystem], { cwd, env, encoding: 'utf8', input: '' });
  return { raw: stdout, screen: screenOf(stdout) };
}

/** Plays what the live view uses of a terminal: lines, the cursor upwards, and clearing from there. */
function screenOf(raw: string): string[] {
  const lines: string[] = [''];
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the control characters of a terminal.
  for (const part of raw.split(/(\x1b\[\d+A|\x1b\[J|\r?\n)/)) {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: as above.
    const up = /^\x1b\[(\d+)A$/.exec(part);
    if (up) lines.splice(lines.length - 1 - Number(up[1]));
    else if (/\n/.test(part)) lines.push('');
    else if (up === null && !part.endsWith('\x1b[J')) lines[lines.length - 1] += stripVTControlCharacters(part);
    if (lines.length === 0) lines.push('');
  }
  return lines;
}

describe('on a terminal', () => {
  test('a run redraws one line per node, and each ends as done', () => {
    const { raw, screen } = onTerminal(100, ['run', 'main.flow']);
    const nodes = screen.filter((line) => /^[·▸✔✖–] (read|task|infer|filter|write)/.test(line));
    expect(nodes.map((line) => line.slice(0, 20).trim())).toEqual([
      '✔ read   readings',
      '✔ write  unreadable',
      '✔ task   checked',
      '✔ infer  scored',
      '✔ filter alerts',
      '✔ write  kept',
    ]);
    expect(raw).toContain('\x1b[?25l');
    expect(raw.lastIndexOf('\x1b[?25h')).toBeGreaterThan(raw.lastIndexOf('\x1b[?25l'));
    expect(screen.join('\n')).toContain('Outputs');
  });

  test.each([40, 60, 100])('no line of a run is wider than its %s columns', (columns) => {
    const { screen } = onTerminal(columns, ['run', 'main.flow']);
    const wide = screen.filter(
      (line) => line.length > columns && !line.includes('readings.csv:') && !/✔ Score:/.test(line),
    );
    expect(wide).toEqual([]);
  });

  test('there are colours, except where NO_COLOR forbids them', () => {
    const red = '\x1b[31m';
    expect(onTerminal(80, ['check', 'absent.flow']).raw).toContain(red);
    expect(onTerminal(80, ['check', 'absent.flow'], { NO_COLOR: '1' }).raw).not.toContain('\x1b[');
  });

  test('a dumb terminal gets plain lines', () => {
    const { raw } = onTerminal(80, ['run', 'main.flow'], { TERM: 'dumb' });
    expect(raw).not.toContain('\x1b[');
    expect(raw).toContain('Outputs');
  });
});
