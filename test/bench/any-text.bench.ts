/**
 * Any text has an answer, soon, and damage stays where it is done. Fails where not, and says so as soon as it is found.
 *
 *     node test/bench/any-text.bench.ts [--mutations 1000000] [--seed 1]
 *
