import { connect } from 'node:net';
import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Module,
  NotFoundException,
  Param,
  Patch,
  Post,
  Query,
} from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { OpenAPIObject } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsArray, IsInt, IsOptional, IsString, Min, ValidateNested } from 'class-validator';
import { Priority, Public } from '#platform/access';
import { readSettings } from '#platform/config';
import {
  assertTarget,
  assertVersion,
  createServer,
  type ExpectedVersions,
  HandlingModule,
  IfMatch,
  ListQueryDto,
  MaxLength,
  Versioned,
} from '#platform/http';
import { listMode } from '#platform/lists';
import { openApiDocument } from '../drift/openapi/openapi-document.js';
import { PacksController } from './packs.js';
import { FilesController, UploadsController } from './transfers.js';

class PartDto {
  @IsInt()
  @Min(1)
  count!: number;
}

class ThingDto {
  @IsString()
  @MaxLength(5)
  name!: string;

  @IsOptional()
  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => PartDto)
  parts?: PartDto[];
}

class NameDto {
  @IsOptional()
  @IsString()
  name?: string;
}

@Public()
@Priority('normal')
@Controller('things')
class ThingsController {
  @Get()
  list(@Query() query: ListQueryDto) {
    return listMode(query);
  }

  @Post()
  create(@Body() thing: ThingDto) {
    return thing;
  }

  @Get('broken')
  broken() {
    throw new Error('the password is hunter2');
  }

  @Get('slow')
  slow() {
    return new Promise(() => undefined);
  }

  @Get('large')
  large() {
    return { text: 'abc'.repeat(1000) };
  }

  @Get(':id')
  @Versioned()
  read(@Param('id') id: string) {
    if (id === 'none') throw new NotFoundException();
    return { id, version: 3 };
  }

  @Post(':id/start')
  @HttpCode(200)
  start() {
    return { started: true };
  }

  @Delete(':id/parts')
  clear() {
    return { cleared: true };
  }

  @Patch(':id/name')
  rename(@Body() { name = 'none' }: NameDto) {
    return { name };
  }

  @Patch(':id')
  change(@IfMatch() versions: ExpectedVersions) {
    assertVersion(versions, 3);
    return { version: 4 };
  }
}

@Module({
  imports: [HandlingModule],
  controllers: [ThingsController, PacksController, UploadsController, FilesController],
})
class ThingsModule {}

/** A server with small controllers, without pipeline, tenants or database, on a loopback port. */
export interface ThingsApp {
  /** As in `http://127.0.0.1:3000`. */
  url: string;
  inject: NestFastifyApplication['inject'];
  /** The OpenAPI document of its controllers. */
  described(): OpenAPIObject;
  /** Writes bytes to a new socket and reads until the server closes it. */
  raw(...chunks: (string | Buffer)[]): Promise<string>;
  close(): Promise<void>;
}

/** Bodies of up to 2,048 bytes, requests and handlers of up to one second, where `differing` does not say otherwise. */
export async function startThingsApp(differing: Record<string, string> = {}): Promise<ThingsApp> {
  const settings = readSettings({ BODY_LIMIT_BYTES: '2048', REQUEST_TIMEOUT_MS: '1000', ...differing });
  const server = createServer(settings);
  // The one step of the pipeline that these tests need; the others need a database.
  server.addHook('onRequest', (request, _reply, done) => {
    assertTarget(request.raw);
    done();
  });
  const app = await NestFactory.create<NestFastifyApplication>(ThingsModule, new FastifyAdapter(server), {
    bodyParser: false,
    logger: false,
  });
  await app.listen(0, '127.0.0.1');
  const { port } = app.getHttpServer().address() as { port: number };
  return {
    url: `http://127.0.0.1:${port}`,
    inject: app.inject.bind(app),
    described: () => openApiDocument(app),
    raw: (...chunks) => exchange(port, chunks),
    close: () => app.close(),
  };
}

function exchange(port: number, chunks: (string | Buffer)[]): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = '';
    const socket = connect(port, '127.0.0.1', () => {
      for (const chunk of chunks) socket.write(chunk);
    });
    socket.on('data', (data) => {
      answer += data.toString();
    });
    socket.on('close', () => resolve(answer));
    socket.on('error', reject);
  });
}
