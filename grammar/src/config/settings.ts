/** What of a millrace.json a profile may say otherwise. */

/** By the name of a flow, then of its parameter. */
export type FlowParameters = Record<string, Record<string, string | number | boolean>>;

/** Where the value of a secret is found when a run needs it; the path is relative to the project's folder. */
export type SecretSource =
  | { env: string }
  | { file: string }
  /** A program and its arguments, run without a shell in the project's folder. The value is what it prints. */
  | { command: string[] };

export interface StoreSettings {
  /** Of the catalogue: the address of a PostgreSQL, or the secret that has it; SQLite in the project's folder where absent. */
  catalogue?: string | { secret: string };
}

export interface Settings {
  parameters?: FlowParameters;
  /** By the name that flows call it. */
  secrets?: Record<string, SecretSource>;
  store?: StoreSettings;
}
