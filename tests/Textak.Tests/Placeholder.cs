namespace Textak.Tests;
