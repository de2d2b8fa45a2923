import { readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { configName, type Rules, readConfig } from '@millrace/grammar';

interface KnownRules {
  stamp: string;
  rules: Rules | undefined;
}

/** The rules of the nearest millrace.json from a file upwards: the same object until the size or time of that file changes. */
export function nodeRules(): (path: string) => Rules | undefined {
  const known = new Map<string, KnownRules>();
  return (path) => {
    for (let folder = dirname(path); ; folder = dirname(folder)) {
      const config = join(folder, configName);
      const stat = statSync(config, { throwIfNoEntry: false });
      if (stat?.isFile()) return rulesAt(config, `${stat.size} ${stat.mtimeMs} ${stat.ino}`, known);
      if (folder === dirname(folder)) return undefined;
    }
  };
}

function rulesAt(path: string, stamp: string, known: Map<string, KnownRules>): Rules | undefined {
  const before = known.get(path);
  if (before?.stamp === stamp) return before.rules;
  const { rules } = readConfig(readFileSync(path, 'utf8')).config;
  known.set(path, { stamp, rules });
  return rules;
}
