import type { PropertyValues } from '../properties/read-value.ts';
import type { Deployment } from './plan.ts';

/** What a node's properties say of where it runs; undefined where they say nothing. */
export function deploymentOf(properties: PropertyValues): Deployment | undefined {
  const { scale, cache, rate, resources } = properties as DeploymentValues;
  const deployment: Deployment = {
    ...(scale && { scale: { min: scale.min, max: scale.max } }),
    ...(cache && { cache }),
    ...(rate && { rate: { max: rate.max, perMs: rate.per } }),
    ...(resources && {
      resources: {
        ...(resources.memory !== undefined && { memoryBytes: resources.memory }),
        ...(resources.cpu !== undefined && { cpu: resources.cpu }),
      },
    }),
  };
  return Object.keys(deployment).length === 0 ? undefined : deployment;
}

/** The properties of every node, in catalog/node-properties.ts, as they are read. */
interface DeploymentValues {
  scale?: { min: number; max: number };
  cache?: 'on' | 'off';
  rate?: { max: number; per: number };
  resources?: { memory?: number; cpu?: number };
}
