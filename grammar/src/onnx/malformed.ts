/** Why a file is not a model, and where: thrown inside grammar/src/onnx only, and caught in `readSignature`. */
export class Malformed extends Error {
  readonly offset: number;

  constructor(message: string, offset: number) {
    super(message);
    this.name = 'Malformed';
    this.offset = offset;
  }
}
