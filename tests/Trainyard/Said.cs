using Trainyard.Cli.Terminal;

namespace Trainyard.Cli.Tests;

/// <summary>What the command said, in this process. The terminal is one, so one test at a time has it.</summary>
internal sealed record Said(int ExitCode, string Output, string Error)
{
    private static readonly SemaphoreSlim Turn = new(1);

    /// <summary>The lines of standard error.</summary>
    public IReadOnlyList<string> Errors =>
        Error.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);

    /// <summary>What a command line leads to.</summary>
    public static Task<Said> By(params string[] arguments) => By(() => CommandLine.Run(arguments));

    /// <summary>What a part of the command gives, when nobody asks what it says.</summary>
    public static async Task<T> Unheard<T>(Func<Task<T>> part)
    {
        var given = default(T);
        await By(async () =>
        {
            given = await part();
            return 0;
        });
        return given!;
    }

    /// <summary>What a part of the command says.</summary>
    public static async Task<Said> By(Func<Task<int>> part)
    {
        await Turn.WaitAsync(TestContext.Current.CancellationToken);
        var (output, error) = (Console.Out, Console.Error);
        try
        {
            using var said = new StringWriter();
            using var complained = new StringWriter();
            Console.SetOut(said);
            Console.SetError(complained);
            Screen.BePlain();
            // What another test could not write is no matter of this one.
            Screen.Begin();
            var exitCode = await part();
            return new Said(exitCode, said.ToString(), complained.ToString());
        }
        finally
        {
            Console.SetOut(output);
            Console.SetError(error);
            Turn.Release();
        }
    }
}
