/**
 * Reads millrace.json strictly: what is not known or does not fit is a mistake that says what would be right. The messages
 * go on where the name of the file leaves off: "… has an unknown key". Never throws.
 */
import { TextDocument } from 'langium';
import {
  type ConfigMistake,
  configLowersError,
  configMisfit,
  configNotJson,
  configUnknownKey,
} from '../diagnostics/config.ts';
import { nearestName } from '../diagnostics/nearest-name.ts';
import { ruleSettings, usualSeverity } from '../diagnostics/rules.ts';
import { type JsonPlace, jsonPlaces, type Span } from './json-places.ts';
import { configKeys, isRuleSetting, type ProjectConfig } from './project-config.ts';
import type { Path, Told } from './read-parts.ts';

export interface ConfigResult {
  /** What of it fits: a wrong key does not take the others with it. */
  config: ProjectConfig;
  /** In the order of the text. */
  mistakes: ConfigMistake[];
}

export function readConfig(text: string): ConfigResult {
  const document = TextDocument.create('millrace.json', 'json', 0, text);
  const rangeOf = ({ start, end }: Span) => ({ start: document.positionAt(start), end: document.positionAt(end) });
  try {
    return new ConfigReader(JSON.parse(text), jsonPlaces(text), rangeOf).read();
  } catch (failure) {
    const message = failure instanceof Error ? failure.message : String(failure);
    const offset = Number(/at position (\d+)/.exec(message)?.[1] ?? text.length);
    const range = rangeOf({ start: Math.min(offset, Math.max(0, text.trimEnd().length - 1)), end: offset + 1 });
    return { config: {}, mistakes: [configNotJson(range, `is not JSON: ${message}`)] };
  }
}

type Entries = Record<string, unknown>;

class ConfigReader {
  private readonly value: unknown;
  private readonly places: Map<string, JsonPlace>;
  private readonly rangeOf: (span: Span) => ConfigMistake['range'];
  private readonly mistakes: ConfigMistake[] = [];

  constructor(value: unknown, places: Map<string, JsonPlace>, rangeOf: (span: Span) => ConfigMistake['range']) {
    this.value = value;
    this.places = places;
    this.rangeOf = rangeOf;
  }

  read(): ConfigResult {
    const { value, mistakes } = this;
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      mistakes.push(configMisfit(this.at([]), `must be an object, such as ${example}`));
      return { config: {}, mistakes };
    }
    const known = Object.entries(value).flatMap(([key, entry]) => this.partOf(key, entry));
    const config: ProjectConfig = Object.fromEntries(known);
    if (config.rules !== undefined) config.rules = this.fittingRules(config.rules);
    return { config, mistakes: mistakes.sort(byStart) };
  }

  private partOf(key: string, entry: unknown): [string, unknown][] {
    if (!this.fits(key, entry)) return [];
    const { read } = configKeys[key as keyof ProjectConfig];
    const part = read === undefined ? entry : read(entry, [key], this.told);
    return part === undefined ? [] : [[key, part]];
  }

  private readonly told: Told = {
    unknownKey: (path, message) => this.mistakes.push(configUnknownKey(this.at(path, 'key'), message)),
    misfit: (path, message) => this.mistakes.push(configMisfit(this.at(path), message)),
  };

  private fits(key: string, entry: unknown): boolean {
    if (!Object.hasOwn(configKeys, key)) {
      this.mistakes.push(configUnknownKey(this.at([key], 'key'), unknownKey(key)));
      return false;
    }
    const { fits, wanted } = configKeys[key as keyof ProjectConfig];
    if (fits(entry)) return true;
    this.mistakes.push(configMisfit(this.at([key]), `has a "${key}" that doesn't fit: it must be ${wanted}`));
    return false;
  }

  private fittingRules(rules: Entries): ProjectConfig['rules'] {
    const fitting = Object.entries(rules).filter(([code, setting]) => this.ruleFits(code, setting));
    return Object.fromEntries(fitting) as ProjectConfig['rules'];
  }

  private ruleFits(code: string, setting: unknown): boolean {
    const usual = usualSeverity(code);
    const path = ['rules', code];
    if (usual === undefined) {
      this.mistakes.push(configUnknownKey(this.at(path, 'key'), `has a rule for "${code}", which is no code`));
    } else if (!isRuleSetting(setting)) {
      const words = ruleSettings.map((word) => `"${word}"`).join(', ');
      this.mistakes.push(configMisfit(this.at(path), `has a rule for ${code} that is none of ${words}`));
    } else if (usual === 'error' && setting !== 'error') {
      this.mistakes.push(configLowersError(this.at(path, 'key'), code));
    } else return true;
    return false;
  }

  private at(path: Path, part: 'key' | 'value' = 'value'): ConfigMistake['range'] {
    return this.rangeOf(this.places.get(JSON.stringify(path))?.[part] ?? nowhere);
  }
}

function byStart({ range: { start: a } }: ConfigMistake, { range: { start: b } }: ConfigMistake): number {
  return a.line - b.line || a.character - b.character;
}

const nowhere: Span = { start: 0, end: 1 };
const example = '{ "name": "card-risk", "version": "1.0.0" }';

function unknownKey(key: string): string {
  const meant = nearestName(key, Object.keys(configKeys));
  const way = meant ? `did you mean "${meant}"?` : `known are ${Object.keys(configKeys).join(', ')}`;
  return `has an unknown key "${key}"; ${way}`;
}
