// What Nest offers out of the box: its CacheInterceptor over cache-manager in memory, on Fastify.
import 'reflect-metadata';
import { CacheInterceptor, CacheModule } from '@nestjs/cache-manager';
import { Controller, Get, Module, UseInterceptors } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';

process.once('message', async ({ body }) => {
  class ListController {
    list() {
      return JSON.parse(body);
    }
  }
  Get()(ListController.prototype, 'list', Object.getOwnPropertyDescriptor(ListController.prototype, 'list'));
  UseInterceptors(CacheInterceptor)(ListController);
  Controller()(ListController);
  class StockModule {}
  Module({ imports: [CacheModule.register({ ttl: 600_000 })], controllers: [ListController] })(StockModule);

  const app = await NestFactory.create(StockModule, new FastifyAdapter(), { logger: false });
  await app.listen(0, '127.0.0.1');
  process.send({ url: await app.getUrl() });
});
