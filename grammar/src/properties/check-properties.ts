/** Properties and options against their specs: what is unknown, given twice, missing, or has a wrong value. */
import type { PropertySpec, ValueSpec } from '../catalog/spec.ts';
import type { AcceptDiagnostic, Place } from '../diagnostics/diagnostic.ts';
import {
  duplicateProperty,
  missingOption,
  missingProperty,
  unknownProperty,
  wrongPropertyValue,
} from '../diagnostics/names.ts';
import { nearestName } from '../diagnostics/nearest-name.ts';
import * as ast from '../generated/ast.ts';
import { objectSpec } from './call-options.ts';
import { describeValue } from './describe-value.ts';
import { exampleValue } from './example-value.ts';
import { type ParameterValues, readProperties, readValue } from './read-value.ts';

/** Whose properties they are: for the message, and where to say that one is missing. */
export interface PropertyOwner {
  name: string;
  place: Place;
}

export function checkPropertyList(
  written: readonly ast.Property[],
  specs: readonly PropertySpec[],
  owner: PropertyOwner,
  parameters: ParameterValues,
  accept: AcceptDiagnostic,
): void {
  const first = new Map<string, ast.Property>();
  for (const property of written.filter(({ key }) => key)) {
    const spec = specs.find(({ name }) => name === property.key);
    const place = { node: property, property: 'key' };
    const earlier = first.get(property.key);
    if (earlier !== undefined) accept(duplicateProperty(place, property.key, { node: earlier, property: 'key' }));
    else if (spec === undefined)
      accept(
        unknownProperty(
          place,
          property.key,
          owner.name,
          specs.map(({ name }) => name),
        ),
      );
    else checkValue(property.value, spec, parameters, accept);
    first.set(property.key, property);
  }
  for (const spec of specs) checkOrder(spec, first, specs, parameters, accept);
  reportMissing(specs, new Set(first.keys()), owner, accept);
}

/** A least number that is above the greatest: said at the least, which is right in itself. */
function checkOrder(
  spec: PropertySpec,
  written: ReadonlyMap<string, ast.Property>,
  specs: readonly PropertySpec[],
  parameters: ParameterValues,
  accept: AcceptDiagnostic,
): void {
  const value = written.get(spec.name)?.value;
  if (spec.atMost === undefined || value === undefined) return;
  const values = readProperties([...written.values()], specs, parameters);
  const [least, most] = [values[spec.name], values[spec.atMost]];
  if (typeof least !== 'number' || typeof most !== 'number' || least <= most) return;
  const fitting = spec.value.kind === 'integer' ? { ...spec, value: { ...spec.value, max: most } } : spec;
  accept(
    wrongPropertyValue({ node: value }, fitting, `no more than "${spec.atMost}", which is ${most}`, String(least)),
  );
}

export function reportMissing(
  specs: readonly PropertySpec[],
  given: ReadonlySet<string>,
  { name: owner, place }: PropertyOwner,
  accept: AcceptDiagnostic,
): void {
  for (const { name, value, required } of specs) {
    const isMisspelt = [...given].some((one) => !isKnown(one, specs) && nearestName(one, [name]) !== undefined);
    if (required && !given.has(name) && !isMisspelt) {
      accept(missingProperty(place, name, owner, describeValue(value), exampleValue(value)));
    }
  }
}

/** The user's own names are all right. */
function entrySpecs({ properties }: ast.ObjectLiteral, value: ValueSpec): PropertySpec[] {
  return [...new Set(properties.map(({ key }) => key))].map((name) => ({ name, value, doc: '' }));
}

function reportNone(
  names: readonly string[] | undefined,
  value: ast.ObjectLiteral,
  { name, value: spec }: PropertySpec,
  accept: AcceptDiagnostic,
): void {
  if (names === undefined || value.properties.some(({ key }) => names.includes(key))) return;
  const [first = ''] = names;
  const wanted = objectSpec(spec);
  const own = wanted?.kind === 'object' ? wanted.properties.find((one) => one.name === first)?.value : undefined;
  const example = own === undefined ? '""' : exampleValue(own);
  accept(missingOption({ node: value }, name, first, names.map((one) => `"${one}"`).join(' or '), example));
}

function isKnown(key: string, specs: readonly PropertySpec[]): boolean {
  return specs.some(({ name }) => name === key);
}

/** A value that is an object is checked property by property, so that the mistake stands at the right one. */
export function checkValue(
  value: ast.Expression | undefined,
  spec: PropertySpec,
  parameters: ParameterValues,
  accept: AcceptDiagnostic,
): void {
  if (value === undefined) return;
  const inner = ast.isObjectLiteral(value) ? objectSpec(spec.value) : undefined;
  if (inner !== undefined && ast.isObjectLiteral(value)) {
    const specs = inner.kind === 'object' ? inner.properties : entrySpecs(value, inner.value);
    const owner = { name: spec.name, place: { node: value } };
    checkPropertyList(value.properties, specs, owner, parameters, accept);
    if (inner.kind === 'object') reportNone(inner.anyOf, value, spec, accept);
  } else if (readValue(value, spec.value, parameters).is === 'wrong') {
    accept(wrongPropertyValue({ node: value }, spec, describeValue(spec.value), value.$cstNode?.text ?? 'this'));
  }
}
