import { z } from 'zod';
import { type V1Route, v1Routes } from './routes.ts';

const problem = z.object({ code: z.string(), message: z.string() });

const schemaOf = (shape: z.ZodType): Record<string, unknown> => {
  const { $schema: _, ...schema } = z.toJSONSchema(shape);
  return schema;
};

const responseOf = (description: string, shape: z.ZodType) => ({
  description,
  content: { 'application/json': { schema: schemaOf(shape) } },
});

const operationOf = ({ path, scope, summary, parameters, answer }: V1Route) => ({
  operationId: path.replace('/api/v1/', '').replaceAll(/[/:]+/g, '-'),
  summary,
  security: [{ token: [scope] }],
  parameters: Object.entries(parameters).map(([name, description]) => ({
    name,
    in: 'path',
    required: true,
    description,
    schema: { type: 'string' },
  })),
  responses: {
    200: answer
      ? responseOf(summary, answer)
      : { description: summary, content: { '*/*': { schema: { type: 'string', format: 'binary' } } } },
    401: responseOf('No token, or one that is unknown, revoked or expired.', problem),
    403: responseOf(`The token has not the scope ${scope}.`, problem),
    404: responseOf('There is no such thing.', problem),
    429: responseOf('Too many requests in a minute; retry-after says how long to wait.', problem),
  },
});

/** OpenAPI 3.1, whose schemas are JSON Schema 2020-12 as zod writes it. */
export const openApiOf = (version: string, url: string): Record<string, unknown> => ({
  openapi: '3.1.0',
  info: {
    title: 'Một Chạm',
    version,
    description:
      'What other systems may read from a centre. An admin makes a token in the console under Quản trị; it goes into the header Authorization: Bearer TOKEN and opens only what its scopes name. Figures are never finer than a department. The percentage of content ratings is not the one-stop index of Quyết định 766/QĐ-TTg.',
  },
  servers: [{ url }],
  components: {
    securitySchemes: { token: { type: 'http', scheme: 'bearer' } },
  },
  paths: Object.fromEntries(
    v1Routes.map((route) => [route.path.replaceAll(/:([a-z]+)/g, '{$1}'), { get: operationOf(route) }]),
  ),
});

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

const section = ({ path, scope, summary, parameters, answer }: V1Route): string => {
  const listed = Object.entries(parameters)
    .map(([name, text]) => `<li><code>${escaped(name)}</code>: ${escaped(text)}</li>`)
    .join('');
  const shape = answer
    ? `<details><summary>JSON Schema</summary><pre>${escaped(JSON.stringify(schemaOf(answer), null, 2))}</pre></details>`
    : '';
  return `<h2><code>GET ${escaped(path)}</code></h2><p>${escaped(summary)} <code>${escaped(scope)}</code></p>${listed ? `<ul>${listed}</ul>` : ''}${shape}`;
};

/** The same for people: a page without script or style, readable in any browser. */
export const apiPageOf = (url: string): string => {
  const example = `curl -H "Authorization: Bearer mc1_…" ${url}/api/v1/reports/2021-02`;
  return `<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Một Chạm · API</title>
<h1>Một Chạm: <span lang="vi">cho hệ thống khác</span> · for other systems</h1>
<p><span lang="vi">Người quản trị tạo mã truy cập ở mục Quản trị.</span> · An admin makes a token in the console.</p>
<pre>${escaped(example)}</pre>
<p><a href="/api/v1/openapi.json">OpenAPI 3.1</a></p>
${v1Routes.map(section).join('\n')}
</html>
`;
};
