import { Global, Module } from '@nestjs/common';
import { TenantDirectory } from '#platform/tenancy';
import { DirectoryRefresh } from '../directory/directory-refresh.js';
import { MemoryDirectory } from '../directory/memory-directory.js';
import { TenantSearch } from '../tenants/tenant-search.js';
import { TenantsController } from '../tenants/tenants.controller.js';
import { Tenants } from '../tenants/tenants.js';
import { TenantsService } from '../tenants/tenants.service.js';

/** Operators' routes to the tenants; and for the whole process the facade and the directory. */
@Global()
@Module({
  controllers: [TenantsController],
  providers: [
    MemoryDirectory,
    DirectoryRefresh,
    TenantSearch,
    { provide: TenantDirectory, useExisting: MemoryDirectory },
    { provide: Tenants, useClass: TenantsService },
  ],
  exports: [TenantDirectory, Tenants],
})
export class TenantsHttpModule {}
