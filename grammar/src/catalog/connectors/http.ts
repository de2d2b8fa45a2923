import type { ConnectorSpec } from '../spec.ts';
import { csvWord, jsonlWord, jsonWord } from './text-formats.ts';

const address = 'https://api.example.com/orders';

export const http: ConnectorSpec = {
  name: 'http',
  doc: 'Records of a service: read page by page, written as requests of one batch each, with an `Idempotency-Key` that stays when one is sent again. What fails for a moment (429, 5xx, a broken connection) is tried again, after the time that the service asks for.',
  example: 'http("https://api.example.com/orders")',
  canRead: true,
  canWrite: true,
  options: [
    {
      name: 'url',
      value: {
        kind: 'either',
        of: [{ kind: 'url', schemes: ['http', 'https'], example: address }, { kind: 'secret' }],
      },
      doc: 'The address of the records.',
      required: true,
      positional: true,
    },
    {
      name: 'method',
      value: {
        kind: 'string',
        choices: [
          { name: 'GET', doc: 'Asks for the records.' },
          { name: 'POST', doc: 'Asks for them with a body.' },
        ],
      },
      doc: 'How records are asked for; they are written by POST.',
      default: 'GET',
      only: 'read',
    },
    { name: 'body', value: { kind: 'string' }, doc: 'What a POST sends, as JSON.', only: 'read' },
    {
      name: 'format',
      value: { kind: 'string', choices: [jsonWord, jsonlWord, csvWord] },
      doc: 'How the records are written.',
      default: 'json',
    },
    {
      name: 'records',
      value: { kind: 'string' },
      doc: 'The way to the list in an answer of json, as `data.orders`; without it the answer is the list, or one record.',
      only: 'read',
    },
    {
      name: 'headers',
      value: {
        kind: 'entries',
        value: { kind: 'either', of: [{ kind: 'string' }, { kind: 'secret' }] },
        example: '`X-Api-Key`: secret("API_KEY")',
      },
      doc: 'Sent with every request to this host.',
    },
    {
      name: 'bearer',
      value: { kind: 'secret' },
      doc: 'A token, sent as `Authorization: Bearer …`.',
    },
    {
      name: 'pages',
      value: {
        kind: 'either',
        of: [
          {
            kind: 'string',
            choices: [{ name: 'link', doc: 'The header Link of an answer names the next page: rel="next".' }],
          },
          {
            kind: 'object',
            anyOf: ['next', 'parameter'],
            properties: [
              {
                name: 'next',
                value: { kind: 'string' },
                doc: 'The way to the next page in an answer of json, as `paging.next`: its address, or what `parameter` is to be.',
              },
              {
                name: 'parameter',
                value: { kind: 'string' },
                doc: 'The parameter of the address that says which page; without `next` it counts until a page is empty.',
              },
              { name: 'first', value: { kind: 'integer', min: 0 }, doc: 'The number of the first page.', default: 1 },
            ],
          },
        ],
      },
      doc: 'How the next page is found; without it there is one.',
      only: 'read',
    },
    {
      name: 'timeout',
      value: { kind: 'duration', minMs: 1 },
      doc: 'How long an answer, or the next part of one, may be waited for.',
      default: 30_000,
    },
    {
      name: 'retries',
      value: { kind: 'integer', min: 0, max: 20 },
      doc: 'How often a request is tried again; the pause doubles each time.',
      default: 5,
    },
    {
      name: 'pause',
      value: { kind: 'duration' },
      doc: 'Before the first retry.',
      default: 500,
    },
    {
      name: 'max',
      value: { kind: 'size', minBytes: 1 },
      doc: 'The largest answer that is taken; json is held in memory.',
      default: 268_435_456,
      only: 'read',
    },
  ],
};
