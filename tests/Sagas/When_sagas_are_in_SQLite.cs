using Trainyard.Persistence.Documents;
using Trainyard.Persistence.Documents.Sqlite;

namespace Trainyard.Sagas.Tests;

public sealed class When_sagas_are_in_SQLite : SagaSuite
{
    private readonly string _folder = Directory.CreateTempSubdirectory("trainyard-sagas-").FullName;

    protected override IDocumentDatabase Open() => new SqliteDatabase(Path.Combine(_folder, "service.db"));

    protected override ValueTask Drop()
    {
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }
}
