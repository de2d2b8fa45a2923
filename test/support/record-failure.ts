/** What the reference throws for a record that has no value. */
export class RecordFailure extends Error {}
