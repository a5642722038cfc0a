// Runs a function's code in the lab as Lambda's nodejs22.x does: takes events from the runtime API,
// one after the other, and gives the handler's answers back.
// https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html
import { existsSync } from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { format } from 'node:util';

const { env } = process;
const [host, port] = env.AWS_LAMBDA_RUNTIME_API.split(':');
const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
const LEVELS = ['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR', 'FATAL'];
let requestId = '';

function call(method, resource, body) {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json' };
    if (body !== undefined) {
      headers['content-length'] = Buffer.byteLength(body);
    }
    const request = http.request(
      { host, port, agent, method, path: `/2018-06-01/runtime/${resource}`, headers },
      (response) => {
        const parts = [];
        response.on('data', (part) => parts.push(part));
        response.on('error', reject);
        response.on('end', () =>
          resolve({ headers: response.headers, body: Buffer.concat(parts).toString('utf8') }),
        );
      },
    );
    request.on('error', reject);
    request.end(body);
  });
}

function described(error) {
  return JSON.stringify({
    errorType: error?.name ?? 'Error',
    errorMessage: error?.message ?? String(error),
    trace: String(error?.stack ?? '').split('\n'),
  });
}

// As a function's logging configuration has it.
function log(level) {
  return (...args) => {
    if (env.AWS_LAMBDA_LOG_FORMAT !== 'JSON') {
      process.stdout.write(`${new Date().toISOString()}\t${requestId}\t${level}\t${format(...args)}\n`);
    } else if (LEVELS.indexOf(level) >= LEVELS.indexOf(env.AWS_LAMBDA_LOG_LEVEL ?? 'INFO')) {
      const line = { timestamp: new Date().toISOString(), level, requestId, message: format(...args) };
      process.stdout.write(`${JSON.stringify(line)}\n`);
    }
  };
}

Object.assign(console, {
  trace: log('TRACE'),
  debug: log('DEBUG'),
  log: log('INFO'),
  info: log('INFO'),
  warn: log('WARN'),
  error: log('ERROR'),
});

async function load() {
  const at = env._HANDLER.lastIndexOf('.');
  const file = path.join(env.LAMBDA_TASK_ROOT, env._HANDLER.slice(0, at));
  const found = ['.js', '.mjs', '.cjs'].map((end) => file + end).find(existsSync);
  if (found === undefined) {
    throw new Error(`Cannot find module '${env._HANDLER.slice(0, at)}'`);
  }
  const handler = (await import(pathToFileURL(found))).default?.[env._HANDLER.slice(at + 1)]
    ?? (await import(pathToFileURL(found)))[env._HANDLER.slice(at + 1)];
  if (typeof handler !== 'function') {
    throw new Error(`${env._HANDLER} is undefined or not exported`);
  }
  return handler;
}

let handler;
try {
  handler = await load();
} catch (error) {
  console.error(error);
  await call('POST', 'init/error', described(error));
  process.exit(1);
}

for (;;) {
  const event = await call('GET', 'invocation/next');
  requestId = event.headers['lambda-runtime-aws-request-id'];
  const deadline = Number(event.headers['lambda-runtime-deadline-ms']);
  const context = {
    awsRequestId: requestId,
    functionName: env.AWS_LAMBDA_FUNCTION_NAME,
    functionVersion: env.AWS_LAMBDA_FUNCTION_VERSION,
    invokedFunctionArn: event.headers['lambda-runtime-invoked-function-arn'],
    memoryLimitInMB: env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE,
    logGroupName: env.AWS_LAMBDA_LOG_GROUP_NAME,
    logStreamName: env.AWS_LAMBDA_LOG_STREAM_NAME,
    getRemainingTimeInMillis: () => deadline - Date.now(),
  };
  let outcome;
  try {
    const answer = await handler(JSON.parse(event.body), context);
    outcome = { kind: 'response', body: JSON.stringify(answer === undefined ? null : answer) };
  } catch (error) {
    console.error(error);
    outcome = { kind: 'error', body: described(error) };
  }
  await call('POST', `invocation/${requestId}/${outcome.kind}`, outcome.body);
}
