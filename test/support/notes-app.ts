import { Body, Controller, HttpCode, Module, Post, Res } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { IsString } from 'class-validator';
import type { FastifyReply } from 'fastify';
import { markAccess } from '#platform/access';
import { Settings, SettingsModule } from '#platform/config';
import { Database, DatabaseModule } from '#platform/database';
import { createServer, HandlingModule, httpProblems, Location, Versioned } from '#platform/http';
import { Idempotent } from '#platform/idempotency';
import { newId } from '#platform/ids';
import { KeysModule } from '#platform/keys';
import { inTenant, type Tenant, tenantIdInForce } from '#platform/tenancy';
import { insertNote } from './notes-table.js';
import type { TestDatabase } from './test-database.js';

class NoteDto {
  @IsString()
  body!: string;
}

/** Each answer has a new id, so that two answers can be told apart. */
@Controller('notes')
class NotesController {
  constructor(private readonly database: Database) {}

  @Post()
  @Idempotent()
  @Location('/notes/{id}')
  @Versioned()
  async create(@Body() note: NoteDto, @Res({ passthrough: true }) reply: FastifyReply) {
    const id = await this.write(note);
    if (note.body === 'refused') throw httpProblems.bad_request();
    reply.header('link', '</notes>; rel="collection"');
    return { id, version: 1, body: note.body, nothing: undefined, quote: '“é”' };
  }

  @Post('accepted')
  @HttpCode(202)
  @Idempotent()
  async accept(@Body() note: NoteDto): Promise<void> {
    await this.write(note);
  }

  @Post('secret')
  @Idempotent({ secret: true })
  async reveal(@Body() note: NoteDto) {
    return { secret: await this.write(note) };
  }

  @Post('large')
  @Idempotent()
  async fill(@Body() note: NoteDto) {
    return { id: await this.write(note), text: 'x'.repeat(1_048_576) };
  }

  @Post('always')
  async repeat(@Body() note: NoteDto) {
    return { id: await this.write(note) };
  }

  private async write({ body }: NoteDto): Promise<string> {
    const tenantId = tenantIdInForce();
    const id = newId();
    await this.database.transaction({ tenantId }, (tx) => tx.run(insertNote, tenantId, id, body));
    return id;
  }
}

/** The caller of a request, which the pipeline would determine. */
export interface Sender {
  tenantId: string;
  operatorId: string;
}

/** The present master key of a server, and those of before or after a rotation. */
export type MasterKeys = Pick<Settings, 'masterKey' | 'otherMasterKeys'>;

/** A server over the notes of tenants, of which the table is there, with idempotency and without the pipeline. */
export async function startNotesApp(test: TestDatabase, keys: MasterKeys): Promise<NestFastifyApplication> {
  const settings = Object.assign(new Settings(), test.settings, keys);

  @Module({
    imports: [SettingsModule.with(settings), KeysModule, DatabaseModule, HandlingModule],
    controllers: [NotesController],
  })
  class NotesModule {}

  const server = createServer(settings);
  server.addHook('preValidation', (request, _reply, done) => {
    const { tenantId: id, operatorId } = JSON.parse(String(request.headers['x-sender'])) as Sender;
    markAccess(request, { kind: 'operator', id: operatorId, name: 'tester', permissions: new Set() });
    inTenant({ id } as Tenant, done);
  });
  const options = { bodyParser: false, logger: false } as const;
  const app = await NestFactory.create<NestFastifyApplication>(NotesModule, new FastifyAdapter(server), options);
  await app.init();
  await server.ready();
  return app;
}
