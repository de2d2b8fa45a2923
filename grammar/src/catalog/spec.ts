/**
 * How the catalogue describes what may be written: as data. Checks, completion, hover, the plan's defaults and the reference
 * documentation are all derived from these specs, so that none of them can say something else.
 */
import type { Scalar, ScalarName } from '../types/type.ts';

export type NodeKindName =
  | 'read'
  | 'select'
  | 'filter'
  | 'route'
  | 'infer'
  | 'task'
  | 'join'
  | 'union'
  | 'aggregate'
  | 'sql'
  | 'review'
  | 'write'
  | 'use';

/** What a value may be. Values that the executor needs are `Scalar` in the plan: durations are milliseconds. */
export type ValueSpec =
  | { kind: 'word' /** The words with what each means. */; words: WordSpec[] }
  | { kind: 'string' /** Exact number of characters. */; length?: number; choices?: WordSpec[] }
  | {
      kind: 'path';
      file: FileKind /** With the dot, for completion. */;
      extensions: string[];
      holds?: 'tables' | 'files';
    }
  | { kind: 'integer'; min?: number; max?: number /** What to begin with; else the least. */; example?: number }
  | { kind: 'duration'; minMs?: number; maxMs?: number }
  | { kind: 'boolean' }
  /** In the plan a number of bytes. */
  | { kind: 'size'; minBytes?: number }
  /** An expression over the record that comes in, which the node's own analysis types. */
  | { kind: 'condition' }
  | { kind: 'either'; of: ValueSpec[] }
  /** `anyOf`: properties of which at least one is given. */
  | { kind: 'object'; properties: PropertySpec[]; anyOf?: string[] }
  /** An object whose names are the user's own. */
  | { kind: 'entries'; value: ValueSpec /** An entry, for a person. */; example: string }
  /** `secret("NAME")`: the plan has its name, and the value is found when the flow runs. */
  | { kind: 'secret' }
  /** An address without a password; its host is one that the node talks to. */
  | { kind: 'url'; schemes: string[] /** For a person. */; example: string }
  | { kind: 'call' /** Names of the catalogue's list that may be called. */; of: 'runners' }
  /** Names of columns of the record that comes in, or one word for all of them; without the word only names, one by one. */
  | { kind: 'columns'; word?: string }
  /** `"sha256:…"`, of 64 digits. */
  | { kind: 'digest' }
  /** What a model takes or gives: names with the types of tensors, as in a schema. */
  | { kind: 'contract' }
  /** An object whose keys and values the node's own analysis understands. */
  | { kind: 'mapping'; from: 'model inputs' | 'new columns' };

export interface WordSpec {
  name: string;
  doc: string;
}

/** What a file is to the project: code and models must exist and are packed; data may still come. */
export type FileKind = 'model' | 'code' | 'data';

export interface PropertySpec {
  name: string;
  value: ValueSpec;
  /** One or two sentences for a person. */
  doc: string;
  required?: boolean;
  /** May be given without its name, as the first argument. */
  positional?: boolean;
  default?: Scalar;
  /** Of a number: the property beside it that it may not be greater than. */
  atMost?: string;
  /** Of a connector's option: where alone it has a meaning. */
  only?: 'read' | 'write';
}

export interface NodeKindSpec {
  /** The keyword. */
  name: NodeKindName;
  /** How a statement looks, for a person: `filter name(input) where condition`. */
  shape: string;
  doc: string;
  example: string;
  /** The same with LSP snippet placeholders. */
  snippet: string;
  /** The word its properties stand behind, where the braces of the node hold something else. */
  propertiesBehind?: 'with';
  properties: PropertySpec[];
}

export interface ConnectorSpec {
  name: string;
  doc: string;
  example: string;
  canRead: boolean;
  canWrite: boolean;
  /** What is read never ends by itself: a node that needs all of its input cannot stand below it [N7]. */
  isUnbounded?: true;
  options: PropertySpec[];
  /** Options of which exactly one is given, of those that have a meaning where it stands. */
  oneOf?: string[];
}

export interface RunnerSpec {
  name: string;
  doc: string;
  example: string;
  options: PropertySpec[];
}

/** When a flow runs by itself. */
export interface MomentSpec {
  name: string;
  of: 'schedule' | 'trigger';
  doc: string;
  example: string;
  options: PropertySpec[];
}

export interface AnnotationSpec {
  name: string;
  doc: string;
  example: string;
  /** Types of fields it may stand at; absent: any. */
  on?: ScalarName[];
  arguments: AnnotationArgument[];
}

export interface AnnotationArgument {
  /** Given by this name; absent: by its place. */
  name?: string;
  /** `field`: a literal that fits the field's type. `pattern`: a string with a regular expression. */
  value: 'number' | 'string' | 'field' | 'pattern';
  required: boolean;
  /** Any number of them. */
  isRepeated?: boolean;
  doc: string;
}
