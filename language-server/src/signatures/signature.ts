/** What can be called, as signature help shows it: its parameters in order, each with how it is written. */
export interface CallSignature {
  name: string;
  parameters: SignatureParameter[];
  /** Behind the closing bracket. */
  result?: string;
  /** Markdown. */
  doc?: string;
}

export interface SignatureParameter {
  name: string;
  /** `digits: int32 = 0` */
  label: string;
  doc?: string;
  /** Takes any further arguments. */
  isRepeated?: boolean;
  /** May only be given by its name. */
  isNamed?: boolean;
}

export interface GivenArguments {
  before: readonly (string | undefined)[];
  name: string | undefined;
}

/** The parameter the cursor is at: the one of its name, or of its place, or else the first that has no value; -1 for none. */
export function activeParameter({ parameters }: CallSignature, { before, name }: GivenArguments): number {
  if (name !== undefined) return parameters.findIndex((one) => one.name === name);
  const byPlace = parameters.findIndex(({ isNamed, isRepeated }, index) => {
    return !isNamed && (index === before.length || (isRepeated && index < before.length));
  });
  if (byPlace >= 0 && before.every((one) => one === undefined)) return byPlace;
  const placed = before.filter((one) => one === undefined).length;
  return parameters.findIndex((one, index) => index >= placed && !before.includes(one.name));
}

/** Whether so many arguments, the one at the cursor among them, are not too many. */
export function takes({ parameters }: CallSignature, count: number): boolean {
  return count <= parameters.length || parameters.at(-1)?.isRepeated === true;
}
