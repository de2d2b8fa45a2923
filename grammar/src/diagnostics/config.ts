/** FLOW54x: millrace.json, which has no tree; its mistakes stand at ranges of its text. */
import type { Range } from 'vscode-languageserver-types';

/** Always an error: a project that is configured otherwise than somebody believes is wrong everywhere. */
export interface ConfigMistake {
  code: string;
  message: string;
  range: Range;
}

export const configNotJson = (range: Range, message: string): ConfigMistake => ({ code: 'FLOW540', range, message });

export const configUnknownKey = (range: Range, message: string): ConfigMistake => ({ code: 'FLOW541', range, message });

export const configMisfit = (range: Range, message: string): ConfigMistake => ({ code: 'FLOW542', range, message });

export const configLowersError = (range: Range, code: string): ConfigMistake => ({
  code: 'FLOW543',
  range,
  message: `has a rule for ${code}, which is an error and stays one; take the rule away`,
});
