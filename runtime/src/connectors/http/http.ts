import type { Connector } from '../connector.ts';
import { openHttpSink } from './http-sink.ts';
import { openHttpSource } from './http-source.ts';

export const http: Connector = { name: 'http', openSource: openHttpSource, openSink: openHttpSink };
