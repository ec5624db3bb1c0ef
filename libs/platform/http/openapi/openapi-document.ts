import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import type { FastifyInstance } from 'fastify';
import { problemCatalogue } from '#platform/problems';
import { addCacheResponses } from './cache-responses.js';
import { impliedProblems } from './implied-problems.js';
import { operationsOf, type PlacedOperation } from './operations.js';
import { addPathParameters } from './path-parameters.js';
import { problemExamples, problemSchemas } from './problem-components.js';
import { addProblemResponses, type SharedResponses } from './problem-responses.js';

const schemes = { token: 'accessToken', key: 'apiKey' };

const description = [
  'One API for every store, its members and every operator. Public routes need no credential; elsewhere',
  '`Authorization: Bearer` carries an access token, which signing in gives, or an API key. Every refusal is',
  'an RFC 9457 problem with a stable `code`, explained at [/docs/errors](/docs/errors), in French or English',
  'by `Accept-Language`. Of duplicate keys in a JSON body the last wins; unknown fields are refused.',
].join(' ');

/**
 * The OpenAPI 3.1 document of an initialised application. Schemas of DTOs are complete only in the
 * output of `nest build`: its Swagger plugin reads them from the sources.
 *
 * @throws Error when an operation names a problem that no table defines, or two operations have one id
 */
export function openApiDocument(app: INestApplication): OpenAPIObject {
  const config = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('Palier')
    .setDescription(description)
    .setVersion('1')
    .addServer('/', 'This server')
    .addBearerAuth(
      {
        type: 'http',
        scheme: 'bearer',
        bearerFormat: 'JWT',
        description: 'An access token of a signed-in user, valid for 10 minutes.',
      },
      schemes.token,
    )
    .addBearerAuth(
      {
        type: 'http',
        scheme: 'bearer',
        bearerFormat: 'palier_…',
        description: 'A key that an operator or a member made for a machine.',
      },
      schemes.key,
    )
    .build();
  const document = SwaggerModule.createDocument(app, config, { operationIdFactory: operationId });
  const server = app.getHttpAdapter().getInstance() as FastifyInstance;
  const catalogue = new Map(problemCatalogue().map((problem) => [problem.code, problem]));
  const used = new Set<string>();
  const ids = new Set<string>();
  const responses: SharedResponses = {};
  for (const placed of operationsOf(document)) {
    assertUnique(ids, placed);
    const codes = complete(placed, server, catalogue, responses);
    for (const code of codes) used.add(code);
  }
  const examples = problemExamples([...catalogue.values()].filter(({ code }) => used.has(code)));
  document.components = {
    ...document.components,
    schemas: { ...document.components?.schemas, ...problemSchemas },
    responses: Object.fromEntries(Object.entries(responses).sort(([a], [b]) => (a < b ? -1 : 1))),
    examples,
  };
  return document;
}

type Catalogue = ReadonlyMap<string, ReturnType<typeof problemCatalogue>[number]>;

/** Adds to an operation what its route declares: who may call it, and what it may answer. */
function complete(
  placed: PlacedOperation,
  server: FastifyInstance,
  catalogue: Catalogue,
  responses: SharedResponses,
): string[] {
  const { operation, method, path } = placed;
  const url = path.replace(/\{(\w+)\}/g, ':$1');
  const route = server.routeTable.all.find((candidate) => candidate.method === method && candidate.url === url);
  const declaration = route?.declaration ?? {};
  const named = operation['x-problems'] ?? [];
  const unknown = named.filter((code) => !catalogue.has(code));
  if (unknown.length > 0) throw new Error(`${method} ${path} names problems that no table defines: ${unknown}.`);
  addPathParameters(placed);
  addCacheResponses(placed, declaration);
  const codes = [...new Set([...named, ...impliedProblems(placed, declaration)])].sort();
  delete operation['x-without-database'];
  const problems = codes.flatMap((code) => catalogue.get(code) ?? []);
  addProblemResponses(operation, problems, responses);
  operation['x-problems'] = problems.map(({ code }) => code);
  operation.security = [];
  if (declaration.access?.kind === 'allow') {
    operation.security = [{ [schemes.token]: [] }, { [schemes.key]: [] }];
    operation['x-permission'] = declaration.access.permission;
  }
  return operation['x-problems'];
}

/** Stable as long as controller and method keep their names, as in `tenantsSuspend`. */
function operationId(controller: string, method: string): string {
  const noun = controller.replace(/Controller$/, '');
  return `${noun.charAt(0).toLowerCase()}${noun.slice(1)}${method.charAt(0).toUpperCase()}${method.slice(1)}`;
}

function assertUnique(ids: Set<string>, { operation }: PlacedOperation): void {
  const id = operation.operationId ?? '';
  if (ids.has(id)) throw new Error(`Two operations are called ${id}: rename one of the methods.`);
  ids.add(id);
}
