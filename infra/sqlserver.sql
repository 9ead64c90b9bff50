-- The database on a server, and who may do what in it. May be repeated; needs a login that may create databases and logins:
--   sqlcmd -b -i infra/sqlserver.sql -v TEXTAK_MIGRATE_PASSWORD=... TEXTAK_NODE_PASSWORD=...
IF DB_ID(N'textak') IS NULL
    CREATE DATABASE textak;
GO
-- Who reads sees what was committed last, and never waits for who writes
IF EXISTS (SELECT 1 FROM sys.databases WHERE name = N'textak' AND is_read_committed_snapshot_on = 0)
    ALTER DATABASE textak SET READ_COMMITTED_SNAPSHOT ON WITH ROLLBACK IMMEDIATE;
-- Files are written as of one moment
ALTER DATABASE textak SET ALLOW_SNAPSHOT_ISOLATION ON;
-- What was acknowledged is on the disk
ALTER DATABASE textak SET DELAYED_DURABILITY = DISABLED;
GO
-- For the deploy step alone: may change the schema
IF SUSER_ID(N'textak_migrate') IS NULL
    CREATE LOGIN textak_migrate WITH PASSWORD = N'$(TEXTAK_MIGRATE_PASSWORD)', DEFAULT_DATABASE = textak;
ELSE
    ALTER LOGIN textak_migrate WITH PASSWORD = N'$(TEXTAK_MIGRATE_PASSWORD)';
-- For the nodes: may read and write rows
IF SUSER_ID(N'textak_node') IS NULL
    CREATE LOGIN textak_node WITH PASSWORD = N'$(TEXTAK_NODE_PASSWORD)', DEFAULT_DATABASE = textak;
ELSE
    ALTER LOGIN textak_node WITH PASSWORD = N'$(TEXTAK_NODE_PASSWORD)';
GO
USE textak;
GO
IF USER_ID(N'textak_migrate') IS NULL
    CREATE USER textak_migrate FOR LOGIN textak_migrate WITH DEFAULT_SCHEMA = dbo;
IF USER_ID(N'textak_node') IS NULL
    CREATE USER textak_node FOR LOGIN textak_node WITH DEFAULT_SCHEMA = dbo;
ALTER ROLE db_ddladmin ADD MEMBER textak_migrate;
ALTER ROLE db_datareader ADD MEMBER textak_migrate;
ALTER ROLE db_datawriter ADD MEMBER textak_migrate;
ALTER ROLE db_datareader ADD MEMBER textak_node;
ALTER ROLE db_datawriter ADD MEMBER textak_node;
GO
-- What moderators and admins did is written once. The table is there after the first migration: run this again then
IF OBJECT_ID(N'dbo.AuditEntries') IS NOT NULL
    DENY UPDATE, DELETE ON OBJECT::dbo.AuditEntries TO textak_node;
GO
